/** What Chromium 83 lacks of the language and the page, for the packages that the window uses. Runs once for each page. */
(() => {
  if (globalThis.collocateFeatures === true) return;
  globalThis.collocateFeatures = true;

  const define = (target, name, value) => {
    if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
  };

  // Objects that are never let go: good enough for the hours that a development window lives.
  define(
    globalThis,
    'WeakRef',
    class WeakRef {
      constructor(value) {
        this.value = value;
      }
      deref() {
        return this.value;
      }
    },
  );
  define(
    globalThis,
    'FinalizationRegistry',
    class FinalizationRegistry {
      register() {
        return undefined;
      }
      unregister() {
        return false;
      }
    },
  );

  define(Promise, 'withResolvers', () => {
    const made = {};
    made.promise = new Promise((resolve, reject) => {
      made.resolve = resolve;
      made.reject = reject;
    });
    return made;
  });

  const typedArray = Object.getPrototypeOf(Uint8Array);
  for (const { prototype } of [Array, String, typedArray]) {
    define(prototype, 'at', function (index) {
      const whole = Math.trunc(index) || 0;
      return this[whole < 0 ? this.length + whole : whole];
    });
  }
  for (const { prototype } of [Array, typedArray]) {
    define(prototype, 'findLastIndex', function (test, self) {
      for (let i = this.length - 1; i >= 0; i--) {
        if (test.call(self, this[i], i, this)) {
          return i;
        }
      }
      return -1;
    });
    define(prototype, 'findLast', function (test, self) {
      return this[this.findLastIndex(test, self)];
    });
    define(prototype, 'toSorted', function (compare) {
      return this.slice().sort(compare);
    });
    define(prototype, 'toReversed', function () {
      return this.slice().reverse();
    });
    define(prototype, 'with', function (index, value) {
      const copy = this.slice();
      copy[index < 0 ? copy.length + index : index] = value;
      return copy;
    });
  }
  define(Array.prototype, 'toSpliced', function (...edit) {
    const copy = this.slice();
    copy.splice(...edit);
    return copy;
  });

  define(String.prototype, 'replaceAll', function (search, replacement) {
    if (search instanceof RegExp) {
      return this.replace(search, replacement);
    }
    const literal = new RegExp(String(search).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g');
    return this.replace(literal, typeof replacement === 'function' ? replacement : () => String(replacement));
  });

  define(Object, 'hasOwn', (object, key) => Object.prototype.hasOwnProperty.call(object, key));
  define(Object, 'groupBy', (items, keyOf) => {
    const groups = Object.create(null);
    let index = 0;
    for (const item of items) {
      const key = keyOf(item, index++);
      (groups[key] = groups[key] || []).push(item);
    }
    return groups;
  });

  // Plain data and typed arrays are all that the window copies.
  const copyOf = (value) => {
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (Array.isArray(value)) {
      return value.map(copyOf);
    }
    if (ArrayBuffer.isView(value)) {
      return value.slice();
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]));
  };
  define(globalThis, 'structuredClone', copyOf);

  if (globalThis.Element !== undefined) {
    for (const { prototype } of [Element, Document, DocumentFragment]) {
      define(prototype, 'replaceChildren', function (...nodes) {
        while (this.lastChild) {
          this.removeChild(this.lastChild);
        }
        this.append(...nodes);
      });
    }
    define(Element.prototype, 'checkVisibility', function () {
      return this.getClientRects().length > 0;
    });
  }
})();
