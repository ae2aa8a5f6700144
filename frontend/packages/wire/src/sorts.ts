import type { File, FileLimits } from './names';

/** What people call a file: more kinds than one can be the same thing to them. */
export type FileSort =
  | 'picture'
  | 'pdf'
  | 'text'
  | 'document'
  | 'spreadsheet'
  | 'presentation'
  | 'video'
  | 'sound'
  | 'archive';

const sorts: Record<File['kind'], FileSort> = {
  png: 'picture',
  jpeg: 'picture',
  gif: 'picture',
  webp: 'picture',
  pdf: 'pdf',
  txt: 'text',
  csv: 'spreadsheet',
  docx: 'document',
  xlsx: 'spreadsheet',
  pptx: 'presentation',
  odt: 'document',
  ods: 'spreadsheet',
  mp4: 'video',
  webm: 'video',
  mp3: 'sound',
  ogg: 'sound',
  m4a: 'sound',
  zip: 'archive',
};

/** A server that is newer than this page may know more kinds. */
export const sortOf = ({ kind }: Pick<File, 'kind'>): FileSort => sorts[kind] ?? 'document';

/** Only pictures are ever drawn. */
export const isPicture = (file: Pick<File, 'kind'>): boolean => sortOf(file) === 'picture';

/** Which files can be sent, as a chooser of files takes it. */
export const chooses = ({ endings }: FileLimits): string => endings.map((ending) => `.${ending}`).join(',');

/** Which files can be sent, as people read it: "PNG, JPG and PDF". Of two endings for the same, the usual one is enough. */
export const listed = ({ endings }: FileLimits, language: string): string =>
  new Intl.ListFormat(language).format(
    endings.filter((ending) => ending !== 'jpeg').map((ending) => ending.toUpperCase()),
  );
