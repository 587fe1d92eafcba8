import katex from 'katex';
import { useEffect, useRef } from 'react';

interface TypesetProps {
  tex: string;
  /** The same in words or as typed, for screen readers. */
  text: string;
  className?: string;
}

/** A formula as a paper prints it. */
export function Typeset({ tex, text, className = '' }: TypesetProps) {
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (element.current !== null) katex.render(tex, element.current, { throwOnError: false, output: 'html' });
  }, [tex]);
  return <span ref={element} role="img" aria-label={text} className={`typeset ${className}`} />;
}
