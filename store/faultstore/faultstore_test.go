package faultstore_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
	"github.com/s3get/s3get/store/memstore"
)

var errDisk = errors.New("disk on fire")

// A writerOnly hides all of a reader but WriteTo, and a plain reader hides WriteTo.
type writerOnly struct{ io.WriterTo }

func (writerOnly) Read([]byte) (int, error) { return 0, errors.New("Read of a WriterTo") }

type plainReader struct{ io.Reader }

// transfer reads an object in one of two ways.
func transfer(ctx context.Context, s store.Store, key string, byWriteTo bool) (string, error) {
	o, err := s.Open(ctx, store.Ref{Bucket: "b", Key: key})
	if err != nil {
		return "", err
	}
	r, err := o.OpenRange(ctx, 0, o.Info().Size)
	if err != nil {
		return "", errors.Join(err, o.Close())
	}
	var to bytes.Buffer
	if byWriteTo {
		_, err = io.Copy(&to, writerOnly{r.(io.WriterTo)})
	} else {
		_, err = io.Copy(struct{ io.Writer }{&to}, plainReader{r})
	}
	return to.String(), errors.Join(err, r.Close(), o.Close())
}

func TestFaults(t *testing.T) {
	const whole = "0123456789"
	tests := []struct {
		fault faultstore.Fault
		want  string
		err   error
	}{
		{faultstore.Fault{On: faultstore.Open, Do: faultstore.Fail(errDisk)}, "", errDisk},
		{faultstore.Fault{On: faultstore.Open, Bucket: "b", Key: "k", Call: 1, Do: faultstore.Fail(errDisk)}, "", errDisk},
		{faultstore.Fault{On: faultstore.Open, Do: faultstore.SlowDown(time.Second)}, "", store.ErrSlowDown},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Fail(errDisk)}, "", errDisk},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Changed()}, "", store.ErrChanged},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Cut(0, errDisk)}, "", errDisk},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Cut(4, nil)}, "0123", io.ErrUnexpectedEOF},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Cut(10, errDisk)}, whole, errDisk},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Cut(11, errDisk)}, whole, errDisk},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Flip(0)}, "\xcf123456789", nil},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Flip(9)}, "012345678\xc6", nil},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Flip(10)}, whole, nil},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Short(1)}, "012345678", nil},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Short(99)}, "", nil},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Long(3)}, whole + "\x00\x00\x00", nil},
		{faultstore.Fault{On: faultstore.Read, Do: faultstore.Fail(errDisk)}, "", errDisk},
		{faultstore.Fault{On: faultstore.Read, Call: 2, Do: faultstore.Fail(errDisk)}, whole, errDisk},
		{faultstore.Fault{On: faultstore.Read, Do: faultstore.Delay(time.Nanosecond)}, whole, nil},
		{faultstore.Fault{On: faultstore.CloseReader, Do: faultstore.Fail(errDisk)}, whole, errDisk},
		{faultstore.Fault{On: faultstore.Close, Do: faultstore.Fail(errDisk)}, whole, errDisk},
	}
	for _, tt := range tests {
		for _, byWriteTo := range []bool{false, true} {
			s := faultstore.New(inner(), tt.fault)
			got, err := transfer(t.Context(), s, "k", byWriteTo)
			if got != tt.want || !errors.Is(err, tt.err) || tt.err == nil && err != nil {
				t.Errorf("%v, by WriteTo %t: read %q, %v; want %q, %v", tt.fault, byWriteTo, got, err, tt.want, tt.err)
			}
			if unused := s.Unused(); len(unused) != 0 {
				t.Errorf("%v is unused", unused)
			}
			if text, err := transfer(t.Context(), inner(), "k", false); text != whole || err != nil {
				t.Fatalf("the inner store reads %q, %v", text, err)
			}
		}
	}
}

// TestSelection: a fault meets the calls that it describes and no others.
func TestSelection(t *testing.T) {
	in := inner()
	if _, err := in.Put("b", "other", memstore.Version{Content: []byte("x")}); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		fault faultstore.Fault
		keys  string // that are opened in turn
		want  string // which of them fail
	}{
		{faultstore.Fault{On: faultstore.Open}, "k other k", "k other k"},
		{faultstore.Fault{On: faultstore.Open, Key: "other"}, "k other k", "other"},
		{faultstore.Fault{On: faultstore.Open, Key: "k", Call: 2}, "k other other k k", "k"},
		{faultstore.Fault{On: faultstore.Open, Call: 2}, "k other k", "other"},
		{faultstore.Fault{On: faultstore.Open, Bucket: "c"}, "k other", ""},
		{faultstore.Fault{On: faultstore.Part}, "k other", ""},
	}
	for _, tt := range tests {
		tt.fault.Do = faultstore.Fail(errDisk)
		s := faultstore.New(in, tt.fault)
		var failed []string
		for _, key := range strings.Fields(tt.keys) {
			_, err := transfer(t.Context(), s, key, false)
			if errors.Is(err, errDisk) {
				failed = append(failed, key)
			} else if err != nil {
				t.Error(err)
			}
		}
		if got := strings.Join(failed, " "); got != tt.want || (len(s.Unused()) == 0) != (tt.want != "") {
			t.Errorf("%v: of %q fail %q, unused %v; want %q", tt.fault, tt.keys, got, s.Unused(), tt.want)
		}
	}
}

// TestOtherMethods: faults meet the methods that no read of a plain object calls.
func TestOtherMethods(t *testing.T) {
	in := inner()
	if err := in.AddAccessPoint(memstore.AccessPoint{Bucket: "b", Name: "p", Account: "111122223333"}); err != nil {
		t.Fatal(err)
	}
	if _, err := in.PutParts("b", "parts", memstore.Version{}, []byte("ab"), []byte("c")); err != nil {
		t.Fatal(err)
	}
	for _, fail := range []bool{false, true} {
		s := faultstore.New(in)
		if fail {
			do := faultstore.Fail(errDisk)
			s = faultstore.New(in, faultstore.Fault{On: faultstore.Bucket, Bucket: "b", Do: do},
				faultstore.Fault{On: faultstore.AccessPoint, Bucket: "p", Do: do},
				faultstore.Fault{On: faultstore.Part, Bucket: "b", Key: "parts", Do: do})
		}
		_, bucketErr := s.Bucket(t.Context(), "b")
		point, pointErr := store.ResolveAccessPoint(t.Context(), s, "p", "111122223333")
		o, err := s.Open(t.Context(), store.Ref{Bucket: "b", Key: "parts"})
		if err != nil {
			t.Fatal(err)
		}
		p, ok, partErr := store.LookupPart(t.Context(), o, 2)
		for _, err := range []error{bucketErr, pointErr, partErr} {
			if errors.Is(err, errDisk) != fail {
				t.Errorf("with faults %t: %v", fail, err)
			}
		}
		if !fail && (point != "b" || !ok || p.Offset != 2 || p.Size != 1) {
			t.Errorf("access point %q, part %+v, %t", point, p, ok)
		}
	}
}

// A bare is a store of bare Objects, without any optional interface.
type bare struct{ store.Store }

func (b bare) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	o, err := b.Store.Open(ctx, ref)
	return struct{ store.Object }{o}, err
}

// A sealed is a store of Objects that only a key opens.
type sealed struct{ store.Store }

type sealedObject struct{ store.Object }

func (s sealed) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	o, err := s.Store.Open(ctx, ref)
	return sealedObject{o}, err
}

func (sealedObject) OpenRangeWithKey(_ context.Context, key sse.CustomerKey, off, n int64) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(key.Bytes()[off : off+n])), nil
}

// TestForwards: what the inner store has is there, once or through two faultstores, and what
// it has not is not.
func TestForwards(t *testing.T) {
	key := sse.NewCustomerKey([]byte("secret key"))
	for _, depth := range []int{1, 2} {
		wrap := func(s store.Store) store.Store {
			for range depth {
				s = faultstore.New(s, faultstore.Fault{On: faultstore.OpenRange, Call: 2, Do: faultstore.Fail(errDisk)})
			}
			return s
		}
		for name, want := range map[string]string{"sealed": "secret key", "bare": "0123456789"} {
			s := wrap(bare{inner()})
			if name == "sealed" {
				s = wrap(sealed{inner()})
			}
			o, err := s.Open(t.Context(), store.Ref{Bucket: "b", Key: "k"})
			if err != nil {
				t.Fatal(err)
			}
			r, err := store.OpenRange(t.Context(), o, key, 0, 10)
			if err != nil {
				t.Fatalf("%s through %d: %v: one call of OpenRange counts once", name, depth, err)
			}
			if got, err := io.ReadAll(r); string(got) != want || err != nil {
				t.Errorf("%s through %d reads %q, %v, want %q", name, depth, got, err, want)
			}
			if _, err := store.OpenRange(t.Context(), o, key, 0, 10); !errors.Is(err, errDisk) {
				t.Errorf("%s through %d: the second OpenRange = %v, want %v", name, depth, err, errDisk)
			}
			if _, err := o.(store.PartLister).Part(t.Context(), 1); !errors.Is(err, errors.ErrUnsupported) {
				t.Errorf("Part of a bare Object = %v, want %v", err, errors.ErrUnsupported)
			}
			if _, err := store.ResolveAccessPoint(t.Context(), s, "p", ""); !errors.Is(err, store.ErrNoAccessPoint) {
				t.Errorf("access point = %v, want %v", err, store.ErrNoAccessPoint)
			}
		}
	}
}

// TestReaderStays: without faults about readers, a reader is the inner store's own.
func TestReaderStays(t *testing.T) {
	in := inner()
	for want, s := range map[bool]store.Store{
		true:  faultstore.New(in, faultstore.Fault{On: faultstore.Read, Key: "another", Do: faultstore.Fail(errDisk)}),
		false: faultstore.New(in, faultstore.Fault{On: faultstore.Read, Call: 9, Do: faultstore.Fail(errDisk)}),
	} {
		types := map[string]bool{}
		for _, from := range []store.Store{in, s} {
			o, err := from.Open(t.Context(), store.Ref{Bucket: "b", Key: "k"})
			if err != nil {
				t.Fatal(err)
			}
			r, err := o.OpenRange(t.Context(), 0, 1)
			if err != nil {
				t.Fatal(err)
			}
			types[fmt.Sprintf("%T", r)] = true
		}
		if (len(types) == 1) != want {
			t.Errorf("readers are of types %v, want one type: %t", types, want)
		}
	}
}

// TestStall: a call that waits goes on when it is released, and ends when it is canceled.
func TestStall(t *testing.T) {
	for _, on := range []faultstore.Method{faultstore.Open, faultstore.OpenRange, faultstore.Read} {
		for _, free := range []bool{true, false} {
			release := make(chan struct{})
			s := faultstore.New(inner(), faultstore.Fault{On: on, Do: faultstore.Stall(release)})
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error, 1)
			go func() { _, err := transfer(ctx, s, "k", false); done <- err }()
			for len(s.Unused()) > 0 {
				runtime.Gosched() // until the call is there
			}
			var want error
			if free {
				close(release)
			} else {
				want = context.Canceled
				cancel()
			}
			if err := <-done; !errors.Is(err, want) || free && err != nil {
				t.Errorf("%s that is released %t = %v, want %v", on, free, err, want)
			}
			cancel()
		}
	}
}

// TestDelayIsCanceled: a delay does not outlive its request.
func TestDelayIsCanceled(t *testing.T) {
	s := faultstore.New(inner(), faultstore.Fault{On: faultstore.Open, Do: faultstore.Delay(time.Hour)})
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := transfer(ctx, s, "k", false); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Open = %v, want %v", err, context.DeadlineExceeded)
	}
}

// A counting store counts the closes of its Objects and readers.
type counting struct {
	store.Store
	closes *atomic.Int32
}

type countingObject struct {
	store.Object
	closes *atomic.Int32
}

func (c counting) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	o, err := c.Store.Open(ctx, ref)
	return countingObject{o, c.closes}, err
}

func (c countingObject) Close() error {
	c.closes.Add(1)
	return c.Object.Close()
}

// TestPanic: a call panics with the value, and a Close that panics has closed.
func TestPanic(t *testing.T) {
	for _, on := range []faultstore.Method{faultstore.Bucket, faultstore.Open, faultstore.OpenRange, faultstore.Read, faultstore.CloseReader, faultstore.Close} {
		var closes atomic.Int32
		s := faultstore.New(counting{inner(), &closes}, faultstore.Fault{On: on, Do: faultstore.Panic(errDisk)})
		func() {
			defer func() {
				if v := recover(); v != errDisk {
					t.Errorf("%s panics with %v, want %v", on, v, errDisk)
				}
			}()
			if on == faultstore.Bucket {
				_, _ = s.Bucket(t.Context(), "b")
			}
			_, _ = transfer(t.Context(), s, "k", false)
		}()
		if on == faultstore.Close && closes.Load() != 1 {
			t.Errorf("an Object whose Close panics was closed %d times, want once", closes.Load())
		}
	}
}

// TestConcurrent: of many calls at the same time exactly the one that is counted fails.
func TestConcurrent(t *testing.T) {
	s := faultstore.New(inner(),
		faultstore.Fault{On: faultstore.Open, Call: 17, Do: faultstore.Fail(errDisk)},
		faultstore.Fault{On: faultstore.OpenRange, Call: 23, Do: faultstore.Short(1)})
	var all sync.WaitGroup
	var failed, short atomic.Int32
	for range 50 {
		all.Go(func() {
			text, err := transfer(context.Background(), s, "k", false)
			switch {
			case errors.Is(err, errDisk):
				failed.Add(1)
			case len(text) == 9:
				short.Add(1)
			case len(text) != 10 || err != nil:
				t.Errorf("read %q, %v", text, err)
			}
		})
	}
	all.Wait()
	if failed.Load() != 1 || short.Load() != 1 {
		t.Errorf("%d opens failed and %d readers were short, want one of each", failed.Load(), short.Load())
	}
}

// TestImpossible: a fault that could never happen is refused at once.
func TestImpossible(t *testing.T) {
	for _, f := range []faultstore.Fault{
		{},
		{On: "Opne", Do: faultstore.Changed()},
		{On: faultstore.Open},
		{On: faultstore.Open, Do: faultstore.Fail(nil)},
		{On: faultstore.Open, Do: faultstore.Run(nil)},
		{On: faultstore.Open, Call: -1, Do: faultstore.Changed()},
		{On: faultstore.Open, Do: faultstore.Delay(-1)},
		{On: faultstore.Read, Do: faultstore.Cut(1, nil)},
		{On: faultstore.OpenRange, Do: faultstore.Cut(-1, nil)},
		{On: faultstore.OpenRange, Do: faultstore.Short(0)},
		{On: faultstore.OpenRange, Do: faultstore.Long(0)},
	} {
		func() {
			defer func() {
				if v := recover(); v == nil || !strings.HasPrefix(fmt.Sprint(v), "faultstore: ") {
					t.Errorf("New with %v panics with %v, want an error of this package", f, v)
				}
			}()
			faultstore.New(inner(), f)
		}()
	}
}

func TestString(t *testing.T) {
	for want, f := range map[string]faultstore.Fault{
		`Open of b/k, call 2: fail with "disk on fire"`: {On: faultstore.Open, Bucket: "b", Key: "k", Call: 2, Do: faultstore.Fail(errDisk)},
		`Read: stall`:          {On: faultstore.Read, Do: faultstore.Stall(nil)},
		`Open: run a function`: {On: faultstore.Open, Do: faultstore.Run(func() {})},
		`OpenRange: cut after 3 bytes by "unexpected EOF"`: {On: faultstore.OpenRange, Do: faultstore.Cut(3, nil)},
		`Close: panic with 7`:                              {On: faultstore.Close, Do: faultstore.Panic(7)},
		`: nothing`:                                        {},
	} {
		if got := f.String(); got != want {
			t.Errorf("String() = %q, want %q", got, want)
		}
	}
}

// A hasty is a store whose readers are no [io.WriterTo] and return io.EOF with the last bytes.
type hasty struct{ store.Store }

type hastyObject struct{ store.Object }

func (h hasty) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	o, err := h.Store.Open(ctx, ref)
	return hastyObject{o}, err
}

func (h hastyObject) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	r, err := h.Object.OpenRange(ctx, off, n)
	return struct {
		io.Reader
		io.Closer
	}{iotest.DataErrReader(r), r}, err
}

// TestWriterTo: a reader with faults writes itself where the one below it does.
func TestWriterTo(t *testing.T) {
	for want, in := range map[bool]store.Store{true: inner(), false: hasty{inner()}} {
		s := faultstore.New(in, faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Flip(0)})
		o, err := s.Open(t.Context(), store.Ref{Bucket: "b", Key: "k"})
		if err != nil {
			t.Fatal(err)
		}
		r, err := o.OpenRange(t.Context(), 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		if _, got := r.(io.WriterTo); got != want {
			t.Errorf("over a %T the reader is an io.WriterTo: %t, want %t", in, got, want)
		}
	}
}

// TestVersionIDs: the form of ids is that of the inner store.
func TestVersionIDs(t *testing.T) {
	in := inner()
	in.VersionForm = func(id string) bool { return id == "7" }
	for id, want := range map[string]bool{"7": true, strings.Repeat("a", 32): false} {
		if got := store.WellFormedVersionID(faultstore.New(in), &store.Bucket{Name: "b"}, id); got != want {
			t.Errorf("WellFormedVersionID(%q) = %t, want %t", id, got, want)
		}
	}
}

// TestErrorsPass: errors of the inner store are returned as they are.
func TestErrorsPass(t *testing.T) {
	s := faultstore.New(inner())
	if o, err := s.Open(t.Context(), store.Ref{Bucket: "b", Key: "none"}); o != nil || !errors.Is(err, store.ErrNoKey) {
		t.Errorf("Open = %v, %v, want %v", o, err, store.ErrNoKey)
	}
	o, err := s.Open(t.Context(), store.Ref{Bucket: "b", Key: "k"})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := o.OpenRange(t.Context(), 0, 99); r != nil || err == nil {
		t.Errorf("OpenRange = %v, %v, want an error", r, err)
	}
}

// TestShapes states the law of shapes: whatever the effects and the buffers, a reader returns
// the window with its bytes flipped, shortened, lengthened and then cut.
func TestShapes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want, ending := []byte("0123456789"), error(nil)
		var faults []faultstore.Fault
		add := func(e faultstore.Effect) { faults = append(faults, faultstore.Fault{On: faultstore.OpenRange, Do: e}) }
		if n := rapid.IntRange(-1, 12).Draw(t, "flip"); n >= 0 {
			add(faultstore.Flip(int64(n)))
			if n < len(want) {
				want[n] ^= 0xff
			}
		}
		switch n := rapid.IntRange(-12, 12).Draw(t, "length"); {
		case n < 0:
			add(faultstore.Short(int64(-n)))
			want = want[:max(0, len(want)+n)]
		case n > 0:
			add(faultstore.Long(int64(n)))
			want = append(want, make([]byte, n)...)
		}
		if n := rapid.IntRange(-1, 25).Draw(t, "cut"); n >= 0 {
			add(faultstore.Cut(int64(n), errDisk))
			want, ending = want[:min(n, len(want))], errDisk
		}
		var in store.Store = inner()
		if rapid.Bool().Draw(t, "EOF with the last bytes") {
			in = hasty{in}
		}
		o, err := faultstore.New(in, faults...).Open(context.Background(), store.Ref{Bucket: "b", Key: "k"})
		if err != nil {
			t.Fatal(err)
		}
		r, err := o.OpenRange(context.Background(), 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		p := make([]byte, rapid.IntRange(1, 12).Draw(t, "buffer"))
		_, err = io.CopyBuffer(struct{ io.Writer }{&got}, plainReader{r}, p)
		if !bytes.Equal(got.Bytes(), want) || err != ending {
			t.Fatalf("%v: read %q, %v, want %q, %v", faults, got.Bytes(), err, want, ending)
		}
	})
}
