import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';

/** What an element needs so that the focus inside of it goes back to where it came from. */
export interface FocusReturn<E extends HTMLElement> {
  readonly ref: RefObject<E | null>;
  readonly onFocus: (event: FocusEvent<E>) => void;
}

/** For what comes and goes by itself: its focus would go with it, and start again at the top. */
export function useFocusReturn<E extends HTMLElement>(): FocusReturn<E> {
  const ref = useRef<E>(null);
  const before = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    return () => {
      if (element?.contains(document.activeElement) === true) before.current?.focus();
    };
  }, []);
  return {
    ref,
    onFocus: ({ currentTarget, relatedTarget }) => {
      if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget)) {
        before.current = relatedTarget;
      }
    },
  };
}
