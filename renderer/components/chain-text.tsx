import { Fragment } from 'react';
import styles from './chain-text.module.css';

/** The profiles from the base to the role: `base › hub › deployer`. */
export function ChainText({ chain }: { readonly chain: readonly string[] }) {
  return (
    <>
      {chain.map((profile, index) => (
        <Fragment key={profile}>
          {index === 0 ? null : (
            <span className={styles.arrow} aria-hidden="true">
              ›
            </span>
          )}
          {index === 0 ? null : <span className="visually-hidden"> then </span>}
          {profile}
        </Fragment>
      ))}
    </>
  );
}
