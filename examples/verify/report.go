package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/write"
)

// A report tells of what is found, as it is found.
type report struct {
	store    write.Uploads
	out      io.Writer // a line for each damage, and at the end the count
	terminal io.Writer // that shows how far it is, nil without one
	start    time.Time
	shown    time.Time // when the terminal was last written to
	line     int       // length of what stands there

	read     blobstore.Verified
	versions map[[3]string]bool // that are damaged
	uploads  map[[3]string]bool // with parts that are
	files    map[string]bool    // records, of versions and others, that are
	failed   error              // what ended it
}

func newReport(s write.Uploads, stdout, stderr io.Writer) *report {
	r := &report{store: s, out: stdout, start: time.Now(), versions: make(map[[3]string]bool), uploads: make(map[[3]string]bool), files: make(map[string]bool)}
	if isTerminal(stderr) {
		r.terminal = stderr
	}
	return r
}

// isTerminal reports whether somebody watches w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progress shows how far it is, a few times a second.
func (r *report) progress(v blobstore.Verified) {
	r.read = v
	if r.terminal == nil || time.Since(r.shown) < 200*time.Millisecond {
		return
	}
	r.shown = time.Now()
	rate := float64(v.Bytes) / max(time.Since(r.start).Seconds(), 0.001)
	line := fmt.Sprintf("%s of %s keys, %s read, %s/s, %s damaged", plural(v.Versions, "version"), count(v.Keys), size(v.Bytes), size(int64(rate)), count(r.damages()))
	fmt.Fprintf(r.terminal, "\r%-*s", r.line, line)
	r.line = len(line)
}

// clear removes what stands on the terminal, which may be that of the lines too.
func (r *report) clear() {
	if r.line > 0 {
		fmt.Fprintf(r.terminal, "\r%s\r", strings.Repeat(" ", r.line))
		r.line = 0
	}
}

// add tells of a damage.
func (r *report) add(ctx context.Context, d *blobstore.Damaged) {
	at := [3]string{d.Bucket, d.Key, d.VersionID}
	switch {
	case d.File == "":
		r.failed = d.Err
		return
	case d.Key == "", !strings.HasPrefix(d.File, "blobs/") && strings.Contains(d.File, "/"):
		r.files[d.File] = true
	case r.isUpload(ctx, at):
		r.uploads[at] = true
	default:
		r.versions[at] = true
	}
	r.clear()
	fmt.Fprintln(r.out, describe(d))
}

// describe says which version is damaged, how, and in which file.
func describe(d *blobstore.Damaged) string {
	where := fmt.Sprintf("bucket %q", d.Bucket)
	if d.Key != "" {
		where += fmt.Sprintf(", key %q", d.Key)
	}
	if d.VersionID != "" {
		where += ", version " + d.VersionID
	}
	why, file := d.Err.Error(), d.File
	if in, rest, ok := strings.Cut(strings.TrimPrefix(why, blobstore.ErrDamaged.Error()+": "), ": "); ok && in == d.File {
		why = rest
	} else if ok && strings.HasPrefix(in, d.File) {
		why, file = strings.TrimPrefix(rest, blobstore.ErrDamaged.Error()+": "), in // the folder and a file in it
	}
	return fmt.Sprintf("%s: %s (%s)", where, why, file)
}

// isUpload reports whether a damage is that of a part of a multipart upload, whose id it has.
func (r *report) isUpload(ctx context.Context, at [3]string) bool {
	if at[2] == "" {
		return false
	}
	_, err := r.store.Upload(ctx, write.UploadRef{Bucket: at[0], Key: at[1], ID: at[2]})
	return err == nil
}

func (r *report) damages() int64 { return int64(len(r.versions) + len(r.uploads) + len(r.files)) }

func (r *report) damaged() bool { return r.damages() > 0 }

// end prints the count.
func (r *report) end() {
	r.clear()
	n, all := int64(len(r.versions)), plural(r.read.Versions, "version")
	be := "are"
	if n == 1 || n == 0 && r.read.Versions == 1 {
		be = "is"
	}
	fmt.Fprintf(r.out, "%s of %s %s damaged", count(n), all, be)
	if n := len(r.uploads); n > 0 {
		fmt.Fprintf(r.out, ", and %s", plural(int64(n), "unfinished upload"))
	}
	if n := len(r.files); n > 0 {
		fmt.Fprintf(r.out, ", and %s", plural(int64(n), "record"))
	}
	fmt.Fprintf(r.out, "; %s read in %s", size(r.read.Bytes), duration(time.Since(r.start)))
	if r.failed != nil {
		fmt.Fprint(r.out, ", and not everything was looked at")
	}
	fmt.Fprintln(r.out)
}
