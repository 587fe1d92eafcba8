import { describe, expect, it } from 'vitest';
import { isOwnPage } from '../../../electron/main/sender';

const origin = 'app://collocate';

describe('the sender of a message', () => {
  it('is heard as the top frame of the own page', () => {
    expect(isOwnPage({ url: `${origin}/index.html`, parent: null }, origin)).toBe(true);
  });

  it('is not heard from a frame inside it, another page, or from nowhere', () => {
    expect(isOwnPage({ url: `${origin}/index.html`, parent: {} }, origin)).toBe(false);
    expect(isOwnPage({ url: 'https://example.org/', parent: null }, origin)).toBe(false);
    expect(isOwnPage({ url: 'app://collocate.example.org/index.html', parent: null }, origin)).toBe(false);
    expect(isOwnPage(null, origin)).toBe(false);
  });
});
