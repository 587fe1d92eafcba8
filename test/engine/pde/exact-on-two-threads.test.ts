import { describeExactness } from './exactness';
import { describeLeastSquaresExactness } from './least-squares-exactness';

describeExactness(2);
describeLeastSquaresExactness(2);
