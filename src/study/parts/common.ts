import { z } from 'zod';
import { settings, type SettingPath } from '../settings';

type NumberSetting = {
  [P in SettingPath]: (typeof settings)[P] extends { default: number } ? P : never;
}[SettingPath];

/** A number with the bounds of its setting. */
export function numeric(path: NumberSetting) {
  const setting: { default: number; help: string; minimum?: number; maximum?: number; integer?: boolean } =
    settings[path];
  let schema = setting.integer === true ? z.int() : z.number();
  if (setting.minimum !== undefined) schema = schema.min(setting.minimum);
  if (setting.maximum !== undefined) schema = schema.max(setting.maximum);
  return schema;
}

/** A number with the bounds, the default and the help of its setting. */
export function defaulted(path: NumberSetting) {
  return numeric(path).default(settings[path].default).describe(settings[path].help);
}

/** A number with the bounds and the help of its setting that may be left out. */
export function optional(path: NumberSetting) {
  return numeric(path).optional().describe(settings[path].help);
}

/** A number, or a text such as "0.01/pi" that the language evaluates to one. */
export const constant = z
  .union([z.number(), z.string().trim().min(1)])
  .describe('A number, or an expression without fields such as "0.01/pi".');

/** Names such as "constructor" mean something to every JavaScript object, so none may be given to a thing. */
export const isFree = (name: string): boolean => !(name in {});
const keptMessage = 'is a word that the program keeps for itself; choose another name';

/** A letter, then letters and digits: an underscore would read as a derivative. */
export const symbol = z
  .string()
  .regex(/^\p{L}[\p{L}\p{Nd}]*$/u)
  .refine(isFree, keptMessage)
  .describe('A name: a letter, then letters and digits.');

export const parameterName = z
  .string()
  .regex(/^\p{L}[\p{L}\p{Nd}_]*$/u)
  .refine(isFree, keptMessage)
  .describe('A name: a letter, then letters, digits and underscores.');

/** Which coordinate runs along which axis of the arrays of a file. */
export const axesSchema = z
  .array(symbol)
  .min(1)
  .optional()
  .describe(
    'Of a file of arrays on a grid: the coordinate along each axis, in the order of the file. Found by names and lengths when left out.',
  );
