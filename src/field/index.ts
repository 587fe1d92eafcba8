export {
  fieldValues,
  gridPoints,
  gridSize,
  strides,
  uniformAxis,
  type Axis,
  type Grid,
  type Values,
} from './grid';
export { firstAxisFastest, gathered } from './order';
export { contourLines, type PlaneLine } from './contours';
export { evenStreamlines, flowFunction, type PictureFlow } from './streamlines';
export { planeValues } from './plane';
export { difference, largestDifference, relativeL2, rootMeanSquare } from './norms';
export { lineAlong, nearestIndex, probe, type Line } from './sample';
export { displayRange, isSigned, joinRanges, symmetricRange, valueRange, type Range } from './range';
export {
  colourMaps,
  colourOf,
  colourTable,
  suitableMap,
  type ColourMap,
  type ColourMapName,
  type Rgba,
} from './colour-map';
export { lightnessOf, oklabToRgb, type Rgb } from './oklab';
export { logTicks, ticks, type Ticks } from './ticks';
export { formatCount, formatDuration, formatNumber, formatTick, readNumber, superscript } from './format';
