package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// A report tells of what is done. Its methods may be called concurrently.
type report struct {
	dry            bool
	stdout, stderr io.Writer
	start          time.Time

	mu                                      sync.Mutex
	bar                                     *progressbar.ProgressBar // nil before a phase
	copied, there, leftOut, failed, checked int64
	bytes                                   int64 // that were copied
}

func newReport(dry bool, stdout, stderr io.Writer) *report {
	return &report{dry: dry, stdout: stdout, stderr: stderr, start: time.Now()}
}

// phase begins something that takes a number of bytes.
func (r *report) phase(name string, bytes int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.clear()
	r.bar = progressbar.NewOptions64(max(bytes, 1), progressbar.OptionSetWriter(r.stderr), progressbar.OptionSetDescription(name),
		progressbar.OptionShowBytes(true), progressbar.OptionUseIECUnits(true), progressbar.OptionShowTotalBytes(true),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetVisibility(isTerminal(r.stderr)), progressbar.OptionSetWidth(20), progressbar.OptionClearOnFinish())
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

// clear removes the bar for a line. The caller holds the lock.
func (r *report) clear() {
	if r.bar != nil {
		_ = r.bar.Clear()
	}
}

// read counts bytes of a phase.
func (r *report) read(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.bar != nil {
		_ = r.bar.Add64(n)
	}
}

// skip says that bytes of a phase need not be read.
func (r *report) skip(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.bar != nil && n > 0 {
		r.bar.ChangeMax64(max(r.bar.GetMax64()-n, 1))
	}
}

// add counts an object that was copied, or would be.
func (r *report) add(name string, bytes int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.copied++
	r.bytes += bytes
	if r.dry {
		r.clear()
		fmt.Fprintf(r.stdout, "would copy %s (%s)\n", name, size(bytes))
	}
}

// isThere counts an object that needs not be copied.
func (r *report) isThere() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.there++
}

// check counts an object that is as it was read.
func (r *report) check() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.checked++
}

// leave tells of something that is left out.
func (r *report) leave(name, why string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.leftOut++
	r.clear()
	fmt.Fprintf(r.stderr, "left out %s: %s\n", name, why)
}

// fail tells of an object that is not copied as it is.
func (r *report) fail(name string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed++
	r.clear()
	fmt.Fprintf(r.stderr, "not copied: %s: %v\n", name, err)
}

// end prints what was done, all of it if err is nil.
func (r *report) end(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.clear()
	did := " copied, "
	if r.dry {
		did = " would be copied, "
	}
	fmt.Fprintf(r.stdout, "%s (%s)%s%s there, %s left out, %s failed", plural(r.copied, "object"), size(r.bytes), did,
		count(r.there), count(r.leftOut), count(r.failed))
	switch {
	case err != nil:
		fmt.Fprint(r.stdout, "; run it again to go on")
	case !r.dry:
		fmt.Fprintf(r.stdout, "; %s verified", count(r.checked))
	}
	fmt.Fprintf(r.stdout, "; %s\n", duration(time.Since(r.start)))
}
