import type { Reporter, TestModule } from 'vitest/node';

/** Says at the end, in words, which suites were left out and so what this machine lacks. Silent when nothing was. */
export default class LeftOutReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const leftOut = new Map<string, string[]>();
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const suite = test.parent.type === 'suite' ? test.parent.fullName : module.moduleId;
        leftOut.set(suite, [...(leftOut.get(suite) ?? []), test.name]);
      }
    }
    if (leftOut.size === 0) return;
    // Where one test needs more than its suite does, its own name says what.
    const lines = [...leftOut].map(([suite, names]) =>
      names.length === 1 ? `  - ${suite} > ${names[0]}` : `  - ${suite}: ${names.length} tests`,
    );
    process.stdout.write(
      `\nLeft out on this machine (under CI=true nothing may be):\n${lines.join('\n')}\n\n`,
    );
  }
}
