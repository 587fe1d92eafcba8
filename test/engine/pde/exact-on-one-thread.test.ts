import { describeExactness } from './exactness';
import { describeLeastSquaresExactness } from './least-squares-exactness';

describeExactness(1);
describeLeastSquaresExactness(1);
