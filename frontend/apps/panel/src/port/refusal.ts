import type { Concern } from '@parley/wire';

/** Why the program did not do what was asked. */
export class Refusal extends Error {
  readonly code: string;
  /** The input it is about, where it is about one. */
  readonly field: string | undefined;
  /** What the agent is asked about a message that was not sent. */
  readonly concerns: readonly Concern[];
  /** The message in French, where the program knows it. */
  readonly messageFR: string | undefined;

  constructor(
    code: string,
    message: string,
    field?: string,
    concerns: readonly Concern[] = [],
    messageFR?: string,
  ) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.field = field;
    this.concerns = concerns;
    this.messageFR = messageFR;
  }
}

/** Reads what a call was rejected with: an Error or a string that holds {code, message, field} as JSON. */
export function refusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const said = parsed(text);
  if (!said || typeof said.code !== 'string') return new Refusal('internal', text);
  const message = typeof said.message === 'string' ? said.message : '';
  return new Refusal(
    said.code,
    message,
    typeof said.field === 'string' && said.field ? said.field : undefined,
    Array.isArray(said.concerns) ? (said.concerns as Concern[]) : [],
    typeof said.messageFR === 'string' ? said.messageFR : undefined,
  );
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
