import type { Reporter, TestModule } from 'vitest/node';

/** Says at the end, in words, which suites were left out and so what this machine lacks. Silent when nothing was. */
export default class LeftOutReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const leftOut = new Map<string, number>();
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const suite = test.parent.type === 'suite' ? test.parent.fullName : module.moduleId;
        leftOut.set(suite, (leftOut.get(suite) ?? 0) + 1);
      }
    }
    if (leftOut.size === 0) return;
    const lines = [...leftOut].map(([suite, count]) => `  - ${suite}: ${count} left out`);
    process.stdout.write(
      `\nLeft out on this machine (under CI=true nothing may be):\n${lines.join('\n')}\n\n`,
    );
  }
}
