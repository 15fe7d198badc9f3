package s3fake

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// A Check says what is wrong with a [Journal], or nil. [Server.Assert] holds the journal of a
// Server against it; any function of that type will do.
type Check func(Journal) error

// Made checks that there were n requests of an operation. An operation that S3 does not have
// is an error.
func Made(n int, operation string) Check {
	return func(j Journal) error {
		if !isOperation(operation) {
			return fmt.Errorf("no operation is called %q", operation)
		}
		if got := len(j.Of(operation)); got != n {
			return fmt.Errorf("%d requests are %s, want %d", got, operation, n)
		}
		return nil
	}
}

// ReadByRanges checks that an object was read, and only by ranges of n bytes that begin at
// multiples of n; the last one may be shorter. Reads that were refused do not count.
func ReadByRanges(bucket, key string, n int64) Check {
	return func(j Journal) error {
		reads := j.On(bucket, key).reads()
		if len(reads) == 0 {
			return fmt.Errorf("nobody has read %s/%s", bucket, key)
		}
		for i := range reads {
			e := &reads[i]
			ends := e.Offset+e.Length == e.Size
			if n < 1 || e.Offset%n != 0 || e.Length > n || e.Length < n && !ends {
				return fmt.Errorf("#%d reads bytes %d-%d of %s/%s, want ranges of %d",
					e.Number, e.Offset, e.Offset+e.Length-1, bucket, e.Key, n)
			}
		}
		return nil
	}
}

// ReadWhole checks that each byte of an object was promised to somebody. Of several versions,
// one has to be read so.
func ReadWhole(bucket, key string) Check {
	return func(j Journal) error {
		gap := fmt.Errorf("nobody has read %s/%s", bucket, key)
		for _, reads := range j.On(bucket, key).reads().byVersion() {
			end, size := reads.covered(), reads[0].Size
			if end >= size {
				return nil
			}
			gap = fmt.Errorf("nobody has read %s/%s from byte %d, of %d", bucket, key, end, size)
		}
		return gap
	}
}

// covered returns the first byte that no read has, if they are of one version.
func (j Journal) covered() int64 {
	sorted := slices.SortedFunc(slices.Values(j), func(a, b Entry) int { return cmp.Compare(a.Offset, b.Offset) })
	end := int64(0)
	for i := range sorted {
		if e := &sorted[i]; e.Offset <= end {
			end = max(end, e.Offset+e.Length)
		}
	}
	return end
}

// ReadOnce checks that no byte of a version of an object was read twice. An answer that was
// broken off counts for the bytes that were sent, so that a download may go on where it was.
func ReadOnce() Check {
	return func(j Journal) error {
		for _, reads := range j.reads().byVersion() {
			for i := range reads {
				if first := reads[:i].overlapping(&reads[i]); first != nil {
					return fmt.Errorf("#%d and #%d read the same bytes of %s/%s",
						first.Number, reads[i].Number, first.Bucket, first.Key)
				}
			}
		}
		return nil
	}
}

// overlapping returns a read that has a byte in common with e, or nil.
func (j Journal) overlapping(e *Entry) *Entry {
	for i := range j {
		if o := &j[i]; o.Offset < e.end() && e.Offset < o.end() {
			return o
		}
	}
	return nil
}

// end returns where what was sent of an object ends.
func (e *Entry) end() int64 {
	if e.Finished && e.Aborted {
		return e.Offset + min(e.Sent, e.Length)
	}
	return e.Offset + e.Length
}

// reads returns the reads that got content.
func (j Journal) reads() Journal {
	return j.Of("GetObject").Answered(http.StatusOK, http.StatusPartialContent)
}

// byVersion returns the reads of each version apart, in the order in which they came.
func (j Journal) byVersion() []Journal {
	var all []Journal
	at := make(map[string]int)
	for i := range j {
		e := &j[i]
		id := strings.Join([]string{e.Bucket, e.Key, field(e.Answer, "x-amz-version-id"), field(e.Answer, "ETag")}, "\x00")
		n, known := at[id]
		if !known {
			n = len(all)
			at[id], all = n, append(all, nil)
		}
		all[n] = append(all[n], *e)
	}
	return all
}

// WithChecksums checks that each PutObject and UploadPart came with a checksum: an
// x-amz-checksum- field in the header or the trailer, or Content-MD5.
func WithChecksums() Check {
	return func(j Journal) error {
		for i, writes := 0, j.Of("PutObject", "UploadPart"); i < len(writes); i++ {
			if e := &writes[i]; !e.hasChecksum() {
				return fmt.Errorf("#%d, %s of %s/%s, has no checksum", e.Number, e.Operation, e.Bucket, e.Key)
			}
		}
		return nil
	}
}

// hasChecksum reports whether the request has a checksum of its body, or says that one
// follows.
func (e *Entry) hasChecksum() bool {
	const prefix = "X-Amz-Checksum-"
	for name := range e.Header {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "Algorithm" && rest != "Type" {
			return true
		}
	}
	trailer := strings.ToLower(field(e.Header, "X-Amz-Trailer"))
	return e.Header["Content-Md5"] != nil || strings.Contains(trailer, strings.ToLower(prefix))
}

// AtMostAtOnce checks that there were never more than n requests in progress.
func AtMostAtOnce(n int) Check {
	return func(j Journal) error {
		for i := range j {
			if e := &j[i]; e.Beside >= n {
				return fmt.Errorf("#%d came while %d others were in progress, want %d at once", e.Number, e.Beside, n)
			}
		}
		return nil
	}
}

// NoErrors checks that every request was answered, whole and with a status below 400. Those
// that a fault happened to do not count.
func NoErrors() Check {
	return func(j Journal) error {
		for i := range j {
			e := &j[i]
			if e.Finished && len(e.Faults) == 0 && (e.Status == 0 || e.Status >= http.StatusBadRequest || e.Aborted) {
				return fmt.Errorf("#%d, %s of %s/%s, was answered %d %s", e.Number, e.Operation, e.Bucket, e.Key, e.Status, e.Code)
			}
		}
		return nil
	}
}
