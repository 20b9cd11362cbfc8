/** Verdicts as text and as JSON. */
import { type Step, STEPS } from "./verify/steps.js";
import type { Agrees, Disagrees, Verdict } from "./verify/verify.js";

/** Texts of a transcript are a stranger's; they must not steer the terminal they are shown on. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "?");
}

export function agreement(verdict: Agrees, asTheHeaderSays: readonly string[]): string {
  const lines = asTheHeaderSays.map((name) => `note  ${name} as the header says`);
  for (const step of STEPS) {
    const count = verdict.unchecked.get(step) ?? 0;
    lines.push(count === 0 ? `ok    ${step}` : `--    ${step} (${count} not checked)`);
  }
  lines.push(
    `      ${verdict.intents} intents, ${verdict.receipts} receipts, ${verdict.solvers} solvers, ` +
      `${verdict.solutions} solutions, ${verdict.awards} awards, transactions ${verdict.transactions.join(", ") || "none"}`,
    `      taken on trust: ${verdict.simulationFailures} simulations that failed, ` +
      `${verdict.unreadable} unreadable answers, ${count(verdict, "intentSignature")} signatures no key made, ` +
      `${count(verdict, "certificate")} certificates`,
    `batch ${verdict.batch} agrees, transcript ${verdict.transcriptHash}`,
  );
  return `${lines.join("\n")}\n`;
}

function count(verdict: Agrees, step: Step): number {
  return verdict.unchecked.get(step) ?? 0;
}

export function disagreement(verdict: Disagrees): string {
  const at = `line ${verdict.line}, ${verdict.step}:`;
  return (
    `${at} expected ${printable(verdict.expected)}\n${at} found    ${printable(verdict.found)}\n` +
    `the transcript DISAGREES in step ${verdict.step} at line ${verdict.line}\n`
  );
}

export function json(file: string, verdict: Verdict, asTheHeaderSays: readonly string[]): string {
  const fields =
    verdict.verdict === "agrees"
      ? { ...verdict, unchecked: Object.fromEntries(verdict.unchecked), asTheHeaderSays }
      : verdict;
  return JSON.stringify({ file, ...fields }, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
}
