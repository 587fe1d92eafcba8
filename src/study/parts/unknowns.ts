import { z } from 'zod';
import { settings } from '../settings';
import { functionPattern, readFunctionKey } from '../unknown-functions';
import { constant, defaulted, isFree, parameterName } from './common';

/** A number by its name, or a function by its name and the coordinates that it depends on. */
const unknownKey = z
  .union([parameterName, z.string().regex(functionPattern)])
  .refine((key) => {
    const read = readFunctionKey(key);
    return read === undefined || isFree(read.name);
  }, 'is a word that the program keeps for itself; choose another name')
  .describe('A name, or a function of some of the coordinates such as "k(x,y)".');

const unknown = z
  .strictObject({
    start: constant.describe(settings['unknowns{}.start'].help),
    low: constant.optional().describe(settings['unknowns{}.low'].help),
    high: constant.optional().describe(settings['unknowns{}.high'].help),
    positive: z
      .boolean()
      .default(settings['unknowns{}.positive'].default)
      .describe(settings['unknowns{}.positive'].help),
    network: z
      .strictObject({
        width: defaulted('unknowns{}.network.width'),
        depth: defaulted('unknowns{}.network.depth'),
      })
      .optional()
      .describe('The network of a function; a number has none.'),
  })
  .describe('A number or a function to be inferred together with the solution.');

export const unknowns = z
  .record(unknownKey, unknown)
  .default({})
  .describe(
    'Numbers such as "nu" and functions such as "k(x,y)" to be inferred, each with a value to start from.',
  );
