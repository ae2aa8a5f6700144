/** Gives an order whose refusal is shown among the notices. Answers whether it was obeyed. */
export type Ask = (order: () => Promise<void>) => Promise<boolean>;
