import styles from './path-text.module.css';

/**
 * A path in one line. Where there is no room its middle is cut, since its two ends tell paths apart;
 * the whole of it is under the pointer, and what is read out and copied is whole.
 */
export function PathText({ path }: { readonly path: string }) {
  const end = path.search(/[/\\]?[^/\\]*[/\\]?[^/\\]*$/);
  return (
    <span className={styles.path} title={path}>
      {end === 0 ? null : <span className={styles.start}>{path.slice(0, end)}</span>}
      <span className={styles.end}>{path.slice(end)}</span>
    </span>
  );
}
