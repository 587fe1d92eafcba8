export * from './tree';
export {
  constants,
  erf,
  functions,
  isConstant,
  isFunction,
  isOperator,
  normalName,
  reservedWords,
  vectorOperators,
  type FunctionEntry,
  type OperatorEntry,
  type OperatorName,
} from './functions';
export type { MeasureMeaning } from './measures';
export { parseEquation, parseExpression, type Selection } from './parse';
export {
  highestOrder,
  resolve,
  resolveComponents,
  resolveEquation,
  resolveQuantity,
  splitSubscript,
  type Component,
} from './resolve';
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
export { Unreached, change, expand, insert, slope } from './derivative';
export { isConstantTree, simplifyConstants } from './simplify';
export { isSide, parsePlace, type PiecePlace, type Place, type PlaceOutcome } from './place';
export { print } from './print';
export { typeset, typesetName, type TypesetOptions } from './typeset';
export { realNames } from './complex';
export { placeNormals } from './normals';
export { additiveTerms, type SignedTerm } from './terms';
export { checkStudy, readStudy, type ReadStudy } from './read-study';
export type {
  BoundaryMeaning,
  ConditionMeaning,
  FunctionMeaning,
  MeasuredMeaning,
  Meaning,
  PartMeaning,
  PeriodicMeaning,
  ResidualMeaning,
  UnknownMeaning,
} from './meaning';
export { namesOf } from './names';
export { boundaryRounding, selectionHolds } from './selection';
export { readReferenceColumns, scalarDefinitions } from './data';
export { componentAxes, timeOf } from './space';
export { timeOrders } from './time-orders';
export { fieldsOf } from './equations';
export { homesOf } from './parts';
export { wholeBox } from './geometry';
export { builtInField } from './conditions';
export { complete, type Completion, type Completions } from './complete';
export { expandedEquations, type ExpandedEquation } from './equation-view';
export { periodicCoordinates } from './hard-periodic';
