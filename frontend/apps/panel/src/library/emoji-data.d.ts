type RawEmoji = [sign: string, name: string, words: string, group: number];

declare module 'virtual:emoji/en' {
  const all: RawEmoji[];
  export default all;
}

declare module 'virtual:emoji/fr' {
  const all: RawEmoji[];
  export default all;
}
