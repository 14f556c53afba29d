import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take minutes: begun last, each would run on alone with the other cores idle. */
const LONGEST = ['allRules', 'kill', 'pack', 'rules.property', 'oneNumber', 'qualityRuns', 'badInput'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((name) => moduleId.endsWith(`/${name}.test.ts`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** No test changes what the next one reads of a module, so the files of one process share them: reading them anew took a tenth of the time. */
const shared = { environment: 'node', pool: 'forks', isolate: false } as const;
const alone = { environment: 'node', pool: 'forks' } as const;

/** `renderer` is the DOM half of the unit tests; `e2e` drives the built application and needs `npm run build` first. */
export default defineConfig({
  test: {
    // One worker less than there are cores would leave half of a small machine idle.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // A list of what differs is of no use where it is cut to its length.
    chaiConfig: { truncateThreshold: 0 },
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/{shared,electron,scripts}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...alone,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          setupFiles: ['scripts/e2eSetup.mjs'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
