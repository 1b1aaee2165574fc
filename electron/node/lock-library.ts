/** Bundled in a file of its own, with what makes CommonJS importable: most commands need neither. */
export { lock } from 'proper-lockfile';
