/** How many conversations can be on screen at once. */
export const layouts = [1, 2, 4] as const;
