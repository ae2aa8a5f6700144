/** What a language is called in another; a tag that names none is given back. */
export function languageName(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The language of a tag without its place: "fr" of "fr-BE". */
export const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? tag;
