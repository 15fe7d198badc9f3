// Command verify looks whether the objects that are kept in a folder are as they were written:
//
//	verify FOLDER             reads everything, and prints a line for each damage and a count
//	verify -rate 20M FOLDER   at 20 MiB a second, beside a server that is busy
//	verify -bucket B FOLDER   one bucket
//
// FOLDER is that of serve -store, or of a blobstore.Store. It may be in use. Nothing in it is
// changed, and no key is needed: what is compared are the checksums of what is stored.
//
// The exit status is 0 if all is well, 1 if something is damaged, and 2 if verify could not look
// at everything or was used wrongly.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
)

// The exit statuses.
const (
	statusSound = iota
	statusDamaged
	statusFailed
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options are the values of the flags.
type options struct {
	folder, bucket string
	rate           int64 // bytes a second, 0 for any
}

// run is the program. It returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parseFlags(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return statusSound
	}
	var damaged bool
	if err == nil {
		damaged, err = verify(ctx, o, stdout, stderr)
	}
	switch {
	case err != nil:
		fmt.Fprintln(stderr, "verify:", err)
		return statusFailed
	case damaged:
		return statusDamaged
	}
	return statusSound
}

// parseFlags reads the flags. The error is [flag.ErrHelp] after a -h, for which it prints them to w.
func parseFlags(args []string, w io.Writer) (*options, error) {
	o := new(options)
	fs := flag.NewFlagSet("verify", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&o.bucket, "bucket", "", "`name` of the only bucket to look at")
	fs.Func("rate", "`bytes` a second to read at most, such as 20M", func(s string) (err error) {
		o.rate, err = parseSize(s)
		return err
	})
	err := fs.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintln(w, "verify [flags] FOLDER reads a store in a folder, and shows what is damaged.")
		fs.SetOutput(w)
		fs.PrintDefaults()
		return nil, err
	case err != nil:
		return nil, err
	case fs.NArg() != 1 || fs.Arg(0) == "":
		return nil, errors.New("want one folder: verify [flags] FOLDER")
	}
	o.folder = fs.Arg(0)
	return o, nil
}

// locate returns the folder of the files of a store: that of serve -store has them in a folder in it.
func locate(dir string) (string, error) {
	for _, d := range []string{dir, filepath.Join(dir, "objects")} {
		_, err := os.Stat(filepath.Join(d, "format"))
		if err == nil {
			return d, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	if _, err := os.Stat(dir); err != nil {
		return "", err
	}
	return "", fmt.Errorf("%s is not the folder of a store", dir)
}

// verify reads the store that the flags name, and reports whether something is damaged.
func verify(ctx context.Context, o *options, stdout, stderr io.Writer) (bool, error) {
	dir, err := locate(o.folder)
	if err != nil {
		return false, err
	}
	files, err := folder.Open(dir)
	if err != nil {
		return false, err
	}
	defer files.Close()
	// No content is opened, so that any key does. Without one a store makes one that has none.
	key, err := blobstore.NewLocalKey(make([]byte, 32))
	if err != nil {
		return false, err
	}
	s, err := blobstore.New(ctx, files, blobstore.Options{Keys: key})
	if err != nil {
		return false, err
	}
	if o.bucket != "" {
		if _, err := s.Bucket(ctx, o.bucket); errors.Is(err, store.ErrNoBucket) {
			return false, fmt.Errorf("there is no bucket %q", o.bucket)
		}
	}
	r := newReport(s, stdout, stderr)
	for d := range s.Verify(ctx, blobstore.Verifying{Bucket: o.bucket, BytesPerSecond: o.rate, Progress: r.progress}) {
		r.add(ctx, d)
	}
	r.end()
	return r.damaged(), r.failed
}
