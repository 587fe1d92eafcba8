import { describeExactness } from './exactness';

describeExactness(1);
