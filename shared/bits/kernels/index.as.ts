export { and, or, not, count, countBoth } from './bitsets.as';
export { member8, member16, member32, rangeI16, rangeI32, rangeF64, hashedI32, hashedF64 } from './filters.as';
export { listRows, tally8, tally16, tally32 } from './counts.as';
export { codesByTable, codesByCuts, readListed } from './numbers.as';
