/** What the operator had set: docs/transcript.md section 2. */
import { canonical } from "../json.js";
import type { View } from "../view.js";

export interface ConfigLine {
  readonly type: "config";
  readonly values: ReadonlyMap<string, string>;
  /** Canonical JSON of the values, which the header's hash is of. */
  readonly json: string;
}

const MAX_VALUES = 100;

export function readConfig(view: View): ConfigLine {
  const values = view.members("type", "values").at("values");
  return {
    type: "config",
    values: new Map(values.entries(MAX_VALUES).map(([name, value]) => [name, value.text()])),
    json: canonical(values.json),
  };
}
