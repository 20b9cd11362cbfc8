/** JSON-RPC over HTTP, with bounds: what a node answers is read with the same suspicion as the transcript. */

/** The node did not answer, or not in the protocol. */
export class ChainFailure extends Error {}

/** The node's refusal of one call. */
export class Refusal {
  constructor(
    readonly code: number,
    readonly message: string,
  ) {}

  /** Whether a call was made, and failed. */
  get reverted(): boolean {
    return this.code === 3 || /revert|out of gas|invalid opcode/i.test(this.message);
  }
}

export interface Request {
  readonly method: string;
  readonly params: readonly unknown[];
}

const TIMEOUT = 30_000;
const MAX_ANSWER = 64 * 1024 * 1024;
const BATCH = 100;

export class Rpc {
  constructor(private readonly url: string) {}

  /** The result; a refusal of the node is the answer, not an error. */
  async call(method: string, ...params: unknown[]): Promise<unknown> {
    const [answer] = await this.calls([{ method, params }]);
    return answer;
  }

  /** Results in the order of the requests. */
  async calls(requests: readonly Request[]): Promise<unknown[]> {
    const answers: unknown[] = [];
    for (let from = 0; from < requests.length; from += BATCH) {
      answers.push(...(await this.post(requests.slice(from, from + BATCH))));
    }
    return answers;
  }

  private async post(requests: readonly Request[]): Promise<unknown[]> {
    const body = requests.map((request, id) => ({ jsonrpc: "2.0", id, ...request }));
    const text = await this.send(JSON.stringify(body.length === 1 ? body[0] : body));
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      throw new ChainFailure("the chain node's answer is no JSON");
    }
    const list = Array.isArray(parsed) ? parsed : [parsed];
    const byId = new Map(list.map((one): [unknown, unknown] => [member(one, "id"), one]));
    return requests.map((_, id) => resultOf(byId.get(id)));
  }

  private async send(body: string): Promise<string> {
    try {
      const response = await fetch(this.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT),
      });
      let size = 0;
      const parts: Uint8Array[] = [];
      for await (const part of response.body ?? []) {
        const piece: Uint8Array = part;
        size += piece.length;
        if (size > MAX_ANSWER) {
          throw new ChainFailure("the chain node's answer is too large");
        }
        parts.push(piece);
      }
      return Buffer.concat(parts).toString("utf8");
    } catch (e) {
      throw e instanceof ChainFailure ? e : new ChainFailure(`the chain node did not answer: ${String(e)}`);
    }
  }
}

function resultOf(answer: unknown): unknown {
  const error = member(answer, "error");
  if (error !== undefined && error !== null) {
    return new Refusal(Number(member(error, "code")), String(member(error, "message")));
  }
  const result = member(answer, "result");
  if (result === undefined) {
    throw new ChainFailure("the chain node's answer has no result");
  }
  return result;
}

/** An own member of an object; undefined if there is none. */
export function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** A `0x` quantity. */
export function quantity(value: unknown): bigint {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) {
    throw new ChainFailure("the chain node's answer holds no quantity where one has to be");
  }
  return BigInt(value);
}

/** Bytes of `length`, or of any. */
export function data(value: unknown, length?: number): string {
  if (
    typeof value !== "string" ||
    !/^0x(?:[0-9a-fA-F]{2})*$/.test(value) ||
    (length !== undefined && value.length !== 2 + 2 * length)
  ) {
    throw new ChainFailure("the chain node's answer holds no bytes where they have to be");
  }
  return value.toLowerCase();
}
