// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AwardTest} from "./Award.t.sol";
import {CoverTest} from "./Cover.t.sol";
import {DirectTest} from "./Direct.t.sol";
import {NativeEtherTest} from "./NativeEther.t.sol";
import {NoncesTest} from "./Nonces.t.sol";
import {PaymentTest} from "./Payment.t.sol";
import {ReentrancyTest} from "./Reentrancy.t.sol";
import {SharedLaneTest} from "./SharedLane.t.sol";
import {SignaturesTest} from "./Signatures.t.sol";
import {TokenZooTest} from "./TokenZoo.t.sol";
import {TradeTest} from "./Trade.t.sol";
import {Pack} from "./support/Pack.sol";

// The same tests once more with intents that are written in their shortest form.

contract ShortAwardTest is AwardTest {
    function setUp() public override {
        from = 0;
        super.setUp();
    }
}

contract ShortCoverTest is CoverTest {
    function setUp() public override {
        from = 0;
        super.setUp();
    }
}

contract ShortDirectTest is DirectTest {
    function setUp() public override {
        from = 0;
        super.setUp();
    }
}

contract ShortNoncesTest is NoncesTest {
    function setUp() public override {
        from = 0;
        super.setUp();
    }
}

contract ShortPaymentTest is PaymentTest {
    function setUp() public override {
        from = 0;
        super.setUp();
    }
}

contract ShortReentrancyTest is ReentrancyTest {
    function setUp() public override {
        from = 0;
        super.setUp();
    }
}

contract ShortSignaturesTest is SignaturesTest {
    function setUp() public override {
        from = 0;
        super.setUp();
    }
}

contract ShortTokenZooTest is TokenZooTest {
    function setUp() public override {
        from = 0;
        super.setUp();
    }
}

contract ShortSharedLaneTest is SharedLaneTest {
    function setUp() public override {
        from = 0;
        super.setUp();
    }
}

contract ShortTradeTest is TradeTest {
    function setUp() public override {
        from = 0;
        super.setUp();
    }
}

// And with every payment checked.

contract CheckedDirectTest is DirectTest {
    function setUp() public override {
        flags = Pack.CHECK_EACH;
        super.setUp();
    }
}

contract CheckedNativeEtherTest is NativeEtherTest {
    function setUp() public override {
        flags = Pack.CHECK_EACH;
        super.setUp();
    }
}

contract CheckedPaymentTest is PaymentTest {
    function setUp() public override {
        flags = Pack.CHECK_EACH;
        super.setUp();
    }
}

contract CheckedTokenZooTest is TokenZooTest {
    function setUp() public override {
        flags = Pack.CHECK_EACH;
        super.setUp();
    }
}
