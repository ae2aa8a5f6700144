/** Whether a key is part of what an input method composes. Some engines say so of the one that ends it by its code alone. */
export const composing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;
