import { counted } from '../core/spec/wording.ts';
import type { EchoStateReport, ErrorSpread, Spread } from '../protocol/echoState.ts';
import { sizeOf } from '../protocol/reservoirLayers.ts';
import { table } from './table.ts';

const measures = { nrmse: 'NRMSE', nmse: 'NMSE', rmse: 'RMSE', r2: 'R²' } as const;

/** What came of a fit, for a person at a terminal. */
export function describeFit({ file, options, rows, train, test, targets = [] }: EchoStateReport): string {
  const { inputs, target, moreTargets, horizon, runs } = options;
  const ahead = horizon === 0 ? 'in the same row' : `${counted(horizon, 'row')} ahead`;
  const errors = (name: string, spread: ErrorSpread) => [name, ...Object.keys(measures).map(measure => written(spread[measure as keyof ErrorSpread]))];
  return [
    `${file}: ${[target, ...moreTargets].join(', ')} from ${inputs.join(', ')}, ${ahead}; ${sizeOf(options)}, ${runs === 1 ? 'one network' : `mean and spread of ${runs} networks`}.`, '',
    ...table([
      ['', ...Object.values(measures), 'rows'], [...errors('train', train), String(rows.train)], [...errors('test', test), String(rows.test)],
      ...targets.flatMap(each => [[...errors(`${each.name}, train`, each.train), ''], [...errors(`${each.name}, test`, each.test), '']]),
    ], 1),
  ].join('\n');
}

function written({ mean, spread }: Spread): string {
  const short = (value: number) => String(Number(value.toPrecision(4)));
  return spread === null ? short(mean) : `${short(mean)} ± ${Number(spread.toPrecision(2))}`;
}
