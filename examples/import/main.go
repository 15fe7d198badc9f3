// Command import copies objects into a store that is kept in a folder, such as that of serve -store:
//
//	import -to FOLDER -bucket NAME SOURCE      a folder, a .tar or a .tar.gz
//	import -to FOLDER -from-store FOLDER       another store: all that its buckets have
//
// It is a module of its own: from the root of the repository, "go -C examples/import install ." puts the
// program beside the others of Go, and "go -C examples/import run . …" runs it with that folder as
// the current one.
//
// The folder and the bucket are made if they are missing. The keys are the paths in SOURCE, the
// content types those of the extensions. A bucket without versioning gets the times of the files,
// and one with versioning versions of now. From another store come all versions with their ids,
// times, parts and tags, and the configurations of the buckets; not access points.
//
// Import may be ended at any time and run again: what is there with the same size, and the same
// time or entity tag, is not copied again. At the end all that was to be copied is read once more
// and its MD5 compared with that of what was read from the source. Symbolic links, special files
// and names that no key can have are left out with a note.
//
// The exit status is 0 if all was copied and is as it was read, 1 if something was not, and 2 if the
// flags are wrong.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options are the values of the flags.
type options struct {
	to, bucket        string
	source, fromStore string // one of them
	dry               bool
}

// run is the program. It returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parseFlags(args, stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintf(stderr, "import: %v\nimport -h lists the flags\n", err)
		return 2
	}
	if err := copyAll(ctx, o, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "import:", err)
		return 1
	}
	return 0
}

// parseFlags reads the flags. The error is [flag.ErrHelp] after a -h, for which it prints them to w.
func parseFlags(args []string, w io.Writer) (*options, error) {
	o := new(options)
	fs := flag.NewFlagSet("import", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&o.to, "to", "", "`folder` of the store to copy to, made if it is missing")
	fs.StringVar(&o.bucket, "bucket", "", "`name` of the bucket for the files of SOURCE, made if it is missing; with -from-store the only one to copy")
	fs.StringVar(&o.fromStore, "from-store", "", "`folder` of another store to copy instead of a SOURCE")
	fs.BoolVar(&o.dry, "dry-run", false, "say what would be copied, and copy nothing")
	err := fs.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(w, "import -to FOLDER -bucket NAME SOURCE copies a folder, a .tar or a .tar.gz into a store.")
		fs.SetOutput(w)
		fs.PrintDefaults()
	}
	if err != nil {
		return nil, err
	}
	o.source = fs.Arg(0)
	switch {
	case fs.NArg() > 1:
		return nil, fmt.Errorf("want one source, and the flags before it; %q is another", fs.Arg(1))
	case o.to == "":
		return nil, errors.New("-to names no folder")
	case (o.source == "") == (o.fromStore == ""):
		return nil, errors.New("want either a SOURCE, a folder or a tar file, or -from-store")
	case o.source != "" && o.bucket == "":
		return nil, errors.New("-bucket names no bucket for the files")
	}
	return o, nil
}

// copyAll copies what the flags say. The error says what was not copied.
func copyAll(ctx context.Context, o *options, stdout, stderr io.Writer) (err error) {
	r := newReport(o.dry, stdout, stderr)
	to, err := openTarget(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	if o.fromStore != "" {
		err = copyStore(ctx, o, to, r)
	} else {
		err = copyFiles(ctx, o, to, r)
	}
	if err == nil {
		err = ctx.Err()
	}
	r.end(err)
	if err == nil && r.failed > 0 {
		err = fmt.Errorf("%s not copied as they are", plural(r.failed, "object"))
	}
	return err
}
