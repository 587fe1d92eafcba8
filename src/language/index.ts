export * from './tree';
export {
  constants,
  erf,
  functions,
  isConstant,
  isFunction,
  reservedWords,
  type FunctionEntry,
} from './functions';
export { parseEquation, parseExpression } from './parse';
export { highestOrder, resolve, resolveEquation, splitSubscript } from './resolve';
export {
  applyOperator,
  constantValue,
  evaluateConstant,
  evaluateNumber,
  evaluateParameters,
  substitute,
  type Evaluated,
  type EvaluatedAll,
} from './evaluate';
export { isConstantTree, simplifyConstants } from './simplify';
export { parsePlace, type Place, type PlaceOutcome } from './place';
export { print } from './print';
export { typeset, typesetName, type TypesetOptions } from './typeset';
export { additiveTerms, type SignedTerm } from './terms';
export { checkStudy, readStudy, type ReadStudy } from './read-study';
export type { ConditionMeaning, Meaning } from './meaning';
export { fieldsOf } from './equations';
export { complete, type Completion, type Completions } from './complete';
