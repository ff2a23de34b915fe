import { cellTemplates } from '../core/spec/newCell.ts';

/** In lines of some hundred characters. */
const templates = Object.keys(cellTemplates).join('|').replaceAll(/.{90,}?\|(?=.)/g, '$&\n           ');

export const help = `Unfold: a laboratory for sequence models.

  unfold train FILE      trains an experiment, NAME.unfold.json, into a run folder
    --run-dir DIR        where the run shall be, instead of .unfold/runs beside FILE
    --steps N            parameter updates in all, instead of the file's
    --threads N          threads to compute with, instead of one for each core
    --resume CKPT        goes on from a checkpoint: in its own run, or with --run-dir in a new one
    --json               one JSON object a line, as when piped

  unfold sample CKPT     lets a checkpoint write a text, or shows its forecast
    --length N           characters; of a series forecast from itself, rows that it goes on after the end
    --temperature T --top-k K --top-p P --prime TEXT --beam N --seed N
    --json

  unfold likelihood CKPT tells how likely a model of labelled sequences, or of a text, finds one, in nats, under each label it knows
    --sequence TEXT --json

  unfold esn SERIES      fits an echo state network to columns of a table (.csv, .tsv, .parquet, .npy, .json), and tells how well it does
                         (several files with the same columns are so many series; whole ones are kept to test with)
    --input A,B          columns that it reads; left out, the target itself
    --target Y,Z         the columns that it is to say
    --series C           the column whose rows of one value are a series of their own, each with its washout
    --classes C          instead of a target: the class of each series as a whole, told from the mean of its states
                         (so large a share of each class is kept to test with, drawn by the seed)
    --pool mean|last     or from the last of them
    --horizon N          how many rows ahead: 0 unless the target is read, then 1
    --units N --layers N so many reservoirs of N units one on another, 1 unless said
    --layer K:NAME=V,…   what the K-th from below has of its own: units, topology, spectral-radius, leak-rate, input-scaling, bias, density, noise
    --read-layers all|last
                         whose states the readout reads, of all unless said
    --spectral-radius R --leak-rate A --input-scaling S --bias B --density D
    --feedback S         how strongly it reads its own output of the step before, 0 unless said
    --noise S            within each unit while it is learnt, 0 unless said
    --topology random|cycle|delayLine --washout N
    --readout ridge|rls|lms|force
                         at once, or step by step by recursive least squares (--forgetting G) or least mean squares
                         (--step-size S); by force it reads its own output meanwhile, and is tested going on by itself
    --ridge L --states-only --squares
                         unless said, by force: R 1.5, A 0.5, S 1, B 0, L 0.01 and states only
    --test SHARE         kept at the end to test with, 0.3 unless said
    --seed N --runs N    so many networks; mean and spread over them
    --search N           first tries N settings, those given and others drawn at random, on rows (of classes on series) that are neither learnt from nor tested with, and fits the best
    --method random|halving --range NAME=FROM..TO,NAME --networks N --search-seed N
    --memory-capacity    tells, too, how far back it remembers a signal of chance (as long as that takes: up to 1,500 units)
    --out CKPT           saves the network of the first seed, to sample, predict and inspect
    --json

  unfold predict CKPT SERIES …
                         what the network of a checkpoint says to each row of a file, or the class that it tells of each series; of several files, each is a series
    --after FILE         the rows follow on those of FILE, which are read first and of which nothing is said: no washout is left
    --python             instead: a Python program that says the same with numpy alone
    --json

  unfold inspect FILE    what a .safetensors file holds: name, dtype, shape and statistics of each tensor
    --json

  unfold validate FILE   checks an experiment and its data

  unfold migrate FILE    writes an experiment of an older version of the file format in the current one; comments and layout stay

  unfold new cell NAME   writes cells/NAME.ts, a cell of your own, its test, and NAME.unfold.json, which trains it
    --from ${templates}
    --from EXPERIMENT    the cell of an experiment, with its options, and the same experiment with it; of several cells --cell N
    --js                 in JavaScript
    --dir DIR            where, instead of here

  unfold new experiment FILE
                         looks at a data file (a table, a text, pairs, labelled lines, trees) and writes the likeliest experiment that trains on it, beside it
    --list               what is proposed, and why; writes nothing
    --as N               the proposal of that number, instead of the first
    --out FILE           where, NAME.unfold.json
    --json

  unfold new task NAME   writes tasks/NAME.ts, a task of your own, its test, and NAME.unfold.json, which trains on it
    --from echo|adding|order|grammar|roman|logic
    --js --dir DIR       as above

  unfold check FILE      looks at a cell or a task of your own, cells/NAME.ts or tasks/NAME.ts, from all sides, and runs the test beside it
    --json               one JSON object a line

  unfold draw FILE       shows sequences that a task draws: your own, tasks/NAME.ts, or that of an experiment
    --count N --tau N --seed N
    --json

  unfold step FILE       the operations inside the steps of each cell of an experiment, a run or a checkpoint, their shapes and what they gave
    --t N                at which step, instead of the last
    --json               of all

  unfold gradcheck FILE  compares the gradient of each parameter of an experiment, or of a cell, with finite differences, in float64
    --json

  unfold --help, unfold --version

Exit codes: 0 done, 1 failed, 2 not valid, 130 interrupted (a training run saves a checkpoint).
What is wrong is said on stderr in a sentence; with --json there is nothing but JSON on stdout, and nothing at all where there is no result.
`;
