export * from './tree';
export { constants, erf, functions, isConstant, isFunction, reservedWords } from './functions';
export { parseEquation, parseExpression } from './parse';
export { highestOrder, resolve, resolveEquation, splitSubscript } from './resolve';
