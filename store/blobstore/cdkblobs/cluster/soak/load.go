package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

const (
	bucketName    = "books"
	keysOfWriter  = 8 // that nobody else writes
	sharedKeys    = 4 // that all write
	requestExpiry = 20 * time.Second
)

// A load is what is asked of a cluster, and what was seen.
type load struct {
	c     *cluster
	o     *options
	began time.Time

	mu       sync.Mutex
	samples  []sample
	marks    []mark
	acked    []write
	latest   map[string]int // number of the last write of a key that only one writes
	findings []error
}

// A sample is one request.
type sample struct {
	op       string
	at, took time.Duration
	err      error
	killed   bool // whether it was sent to a cdkserve that was dead when it ended
}

// A mark is an event.
type mark struct {
	at   time.Duration
	name string
}

// A write is one that was acknowledged.
type write struct {
	key, version string
	n            int
}

func newLoad(c *cluster, o *options) *load {
	return &load{c: c, o: o, latest: make(map[string]int)}
}

// prepare makes a bucket with versions, so that each write stays.
func (l *load) prepare(ctx context.Context) error {
	client := l.c.pick(0).client
	if _, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: aws.String(bucketName)}); err != nil {
		return err
	}
	_, err := client.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{Bucket: aws.String(bucketName), VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}})
	return err
}

// contentOf returns the content of a write, every part of which shows which it is. Some are in
// records, some are files of their own.
func contentOf(key string, n int) []byte {
	size := 1 << 10
	switch n % 10 {
	case 3, 7:
		size = 200 << 10
	case 5:
		size = 2 << 20
	}
	line := fmt.Appendf(nil, "%s %d\n", key, n)
	return bytes.Repeat(line, size/len(line)+1)
}

// run writes and reads until the time is over.
func (l *load) run(ctx context.Context) {
	ctx, cancel := context.WithDeadline(ctx, l.began.Add(l.o.duration))
	defer cancel()
	var working sync.WaitGroup
	for i := range l.o.writers {
		working.Go(func() { l.write(ctx, i) })
	}
	for i := range l.o.readers {
		working.Go(func() { l.read(ctx, i) })
	}
	working.Wait()
}

// write puts objects, each with the next number of the writer.
func (l *load) write(ctx context.Context, writer int) {
	for n := 1; ctx.Err() == nil; n++ {
		key := fmt.Sprintf("w%d/%d", writer, n%keysOfWriter)
		own := n%5 != 0
		if !own {
			key = fmt.Sprintf("shared/%d", n%sharedKeys)
		}
		number := n*100 + writer
		var version string
		err := l.sample("PUT", writer+n, func(ctx context.Context, client *s3.Client) error {
			out, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String(bucketName), Key: &key, Body: bytes.NewReader(contentOf(key, number))})
			if err == nil {
				version = aws.ToString(out.VersionId)
			}
			return err
		})
		if err != nil {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		l.mu.Lock()
		l.acked = append(l.acked, write{key, version, number})
		if own {
			l.latest[key] = number
		}
		l.mu.Unlock()
	}
}

// read gets objects and checks what they are of.
func (l *load) read(ctx context.Context, reader int) {
	for i := 0; ctx.Err() == nil; i++ {
		key := fmt.Sprintf("w%d/%d", rand.IntN(l.o.writers), rand.IntN(keysOfWriter))
		if i%5 == 0 {
			key = fmt.Sprintf("shared/%d", rand.IntN(sharedKeys))
		}
		l.mu.Lock()
		least := l.latest[key]
		l.mu.Unlock()
		var text []byte
		err := l.sample("GET", reader+i, func(ctx context.Context, client *s3.Client) (err error) {
			text, err = get(ctx, client, key, nil)
			return err
		})
		var none *types.NoSuchKey
		if errors.As(err, &none) && least > 0 {
			l.find("%s is not there, although write %d was acknowledged", key, least)
		}
		if err != nil {
			time.Sleep(20 * time.Millisecond)
			continue
		}
		l.check(key, text, least)
	}
}

func get(ctx context.Context, client *s3.Client, key string, version *string) ([]byte, error) {
	out, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(bucketName), Key: &key, VersionId: version})
	if err != nil {
		return nil, err
	}
	defer out.Body.Close()
	return io.ReadAll(out.Body)
}

// check finds what is wrong with what was read.
func (l *load) check(key string, text []byte, least int) {
	var in string
	var n int
	if _, err := fmt.Sscanf(string(text[:min(len(text), 100)]), "%s %d\n", &in, &n); err != nil || in != key {
		l.find("%s has another content: %.40q", key, text)
		return
	}
	if !bytes.Equal(text, contentOf(key, n)) {
		l.find("%s has a content that is mixed, from %.40q on", key, text)
	}
	if n < least {
		l.find("%s is of write %d, although %d was acknowledged before", key, n, least)
	}
}

// verify looks for all that was acknowledged, by its version.
func (l *load) verify(ctx context.Context) []error {
	work := make(chan write)
	var working sync.WaitGroup
	for i := range 8 {
		working.Go(func() {
			for w := range work {
				text, err := get(ctx, l.c.pick(i).client, w.key, &w.version)
				if err != nil || !bytes.Equal(text, contentOf(w.key, w.n)) {
					l.find("write %d of %s was acknowledged and is not there: %d bytes, %v", w.n, w.key, len(text), err)
				}
			}
		})
	}
	for _, w := range l.acked {
		work <- w
	}
	close(work)
	working.Wait()
	for key, n := range l.latest {
		if text, err := get(ctx, l.c.pick(0).client, key, nil); err != nil {
			l.find("at the end %s: %v", key, err)
		} else {
			l.check(key, text, n)
		}
	}
	return l.findings
}

func (l *load) find(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.findings = append(l.findings, fmt.Errorf(format, args...))
}

func (l *load) mark(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.marks = append(l.marks, mark{time.Since(l.began), name})
}

// sample sends one request and remembers how it went. An object that is not there is no failure.
func (l *load) sample(op string, i int, do func(ctx context.Context, client *s3.Client) error) error {
	h := l.c.pick(i)
	ctx, cancel := context.WithTimeout(context.Background(), requestExpiry)
	defer cancel()
	start := time.Now()
	err := do(ctx, h.client)
	s := sample{op: op, at: start.Sub(l.began), took: time.Since(start), err: err, killed: h.dead.Load()}
	var none *types.NoSuchKey
	if errors.As(err, &none) {
		s.err = nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.samples = append(l.samples, s)
	return err
}
