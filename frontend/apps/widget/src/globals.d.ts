declare const __PARLEY_VERSION__: string;
declare module '*.css?inline' {
  const text: string;
  export default text;
}
declare module '*.css';
