declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  // biome-ignore lint/style/noDefaultExport: this is how Vite hands over a css module
  export default classes;
}

declare module '*.css';
