import { describeExactness } from './exactness';

describeExactness(2);
