import { useEffect, useState } from 'react';

/** True for `milliseconds` after `value` became another one; false for the value it began with. */
export function useJustChanged(value: unknown, milliseconds: number): boolean {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (Object.is(settled, value)) return undefined;
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [settled, value, milliseconds]);
  return !Object.is(settled, value);
}
