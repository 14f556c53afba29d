import { groupedBy } from '../model/groupedBy';
import type { WorkManager, WorkRoute } from '../model/workList';

/** A customer to be handed out, in the order of priority. */
export interface Asked {
  readonly owner: string | null;
  readonly branch: string | null;
}

export interface Handed {
  /** Position among the managers; null where nobody has room. */
  readonly manager: number | null;
  readonly route: WorkRoute | null;
}

/** Hands out customers one after the other; the same ones in the same order always go to the same managers. */
export class WorkAssignment {
  readonly loads: Uint32Array;
  private readonly byName: ReadonlyMap<string, number>;
  private readonly pools: ReadonlyMap<string, Pool>;
  private readonly everyone: Pool;

  constructor(
    private readonly managers: readonly WorkManager[],
    private readonly routes: readonly WorkRoute[],
  ) {
    this.loads = new Uint32Array(managers.length);
    this.byName = new Map(managers.map(({ name }, at) => [name, at]));
    const branches = groupedBy([...managers.keys()], (at) => managers[at]?.branch ?? '');
    const capacities = managers.map(({ capacity }) => capacity);
    this.pools = new Map([...branches].map(([branch, members]) => [branch, new Pool(members, this.loads, capacities)]));
    this.everyone = new Pool([...managers.keys()], this.loads, capacities);
  }

  next(asked: Asked): Handed {
    for (const route of this.routes) {
      const manager = this.by(route, asked);
      if (manager === null) continue;
      this.loads[manager] = (this.loads[manager] ?? 0) + 1;
      return { manager, route };
    }
    return { manager: null, route: null };
  }

  private by(route: WorkRoute, { owner, branch }: Asked): number | null {
    if (route === 'anyone') return this.everyone.leastLoaded();
    if (route === 'branch') return branch === null ? null : (this.pools.get(branch)?.leastLoaded() ?? null);
    const manager = owner === null ? undefined : this.byName.get(owner);
    if (manager === undefined || (this.loads[manager] ?? 0) >= (this.managers[manager]?.capacity ?? 0)) return null;
    return manager;
  }
}

/** Managers by how many customers they have. Loads only grow, so the least one is looked for upwards alone. */
class Pool {
  private readonly byLoad: number[][];
  private load = 0;

  constructor(
    members: readonly number[],
    private readonly loads: Uint32Array,
    private readonly capacities: readonly number[],
  ) {
    this.byLoad = [members.toReversed()];
  }

  /** The first of those with the fewest customers who has room. */
  leastLoaded(): number | null {
    for (; this.load < this.byLoad.length; this.load++) {
      const here = this.byLoad[this.load] ?? [];
      for (let manager = here.at(-1); manager !== undefined; manager = here.at(-1)) {
        const load = this.loads[manager] ?? 0;
        if (load === this.load && load < (this.capacities[manager] ?? 0)) return manager;
        here.pop();
        if (load > this.load && load < (this.capacities[manager] ?? 0)) this.queue(manager, load);
      }
    }
    return null;
  }

  private queue(manager: number, load: number): void {
    while (this.byLoad.length <= load) this.byLoad.push([]);
    this.byLoad[load]?.unshift(manager);
  }
}
