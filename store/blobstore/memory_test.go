package blobstore_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/s3get/s3get/store/blobstore"
)

// A memory is a Backend as its comments say, and nothing else. It counts what is asked of it.
type memory struct {
	mu    sync.Mutex
	files map[string][]byte
	calls map[string]int
	locks map[string]int // how many share a lock, or -1 where one has it exclusively
}

func newMemory() *memory {
	return &memory{files: map[string][]byte{}, calls: map[string]int{}, locks: map[string]int{}}
}

func (m *memory) call(ctx context.Context, name string) (func(), error) {
	m.mu.Lock()
	m.calls[name]++
	return m.mu.Unlock, ctx.Err()
}

func missing(name string) error { return fmt.Errorf("%s: %w", name, fs.ErrNotExist) }

func (m *memory) List(ctx context.Context, prefix, after string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		unlock, err := m.call(ctx, "List")
		names := slices.Sorted(maps.Keys(m.files))
		unlock()
		if err != nil {
			yield("", err)
			return
		}
		for _, name := range names {
			if strings.HasPrefix(name, prefix) && name > after && !yield(name, nil) {
				return
			}
		}
	}
}

func (m *memory) First(ctx context.Context, prefix string, known blobstore.Stamp) (string, blobstore.Stamp, error) {
	unlock, err := m.call(ctx, "First")
	defer unlock()
	if err != nil {
		return "", known, err
	}
	first := ""
	for name := range m.files {
		if strings.HasPrefix(name, prefix) && (first == "" || name < first) {
			first = name
		}
	}
	if first == "" {
		return "", known, missing(prefix)
	}
	sum := sha256.Sum256(append([]byte(first), m.files[first]...))
	return first, blobstore.Stamp{binary.BigEndian.Uint64(sum[:]), 1}, nil
}

func (m *memory) Stat(ctx context.Context, name string) (blobstore.FileInfo, error) {
	content, err := m.Read(ctx, name, 1<<40)
	return blobstore.FileInfo{Size: int64(len(content))}, err
}

func (m *memory) Read(ctx context.Context, name string, limit int64) ([]byte, error) {
	unlock, err := m.call(ctx, "Read")
	defer unlock()
	content, ok := m.files[name]
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return nil, missing(name)
	case int64(len(content)) > limit:
		return nil, errors.New("too long")
	}
	return content, nil
}

func (m *memory) Open(ctx context.Context, name string) (blobstore.File, error) {
	content, err := m.Read(ctx, name, 1<<40)
	return memoryFile(content), err
}

type memoryFile []byte

func (f memoryFile) OpenRange(_ context.Context, off, n int64) (io.ReadCloser, error) {
	return io.NopCloser(io.NewSectionReader(bytes.NewReader(f), off, n)), nil
}

func (memoryFile) Close() error { return nil }

func (m *memory) Add(ctx context.Context, name string, content []byte) error {
	unlock, err := m.call(ctx, "Add")
	defer unlock()
	if _, ok := m.files[name]; ok {
		return fmt.Errorf("%s: %w", name, fs.ErrExist)
	}
	if err == nil {
		m.files[name] = bytes.Clone(content)
	}
	return err
}

func (m *memory) Create(_ context.Context, name string) (blobstore.FileWriter, error) {
	return &memoryWriter{m: m, name: name}, nil
}

type memoryWriter struct {
	bytes.Buffer
	m    *memory
	name string
}

func (w *memoryWriter) Commit() error { return w.m.Add(context.Background(), w.name, w.Bytes()) }
func (w *memoryWriter) Discard()      {}

func (m *memory) Remove(ctx context.Context, name string) error {
	unlock, err := m.call(ctx, "Remove")
	defer unlock()
	if err == nil {
		delete(m.files, name)
	}
	return err
}

// Lock locks a name. A shared lock is waited for by trying again.
func (m *memory) Lock(ctx context.Context, name string, exclusive bool) (func(), error) {
	for {
		unlock, err := m.call(ctx, "Lock")
		held := m.locks[name]
		switch {
		case err != nil:
			unlock()
			return nil, err
		case exclusive && held == 0:
			m.locks[name] = -1
			unlock()
			return func() { m.release(name, 1) }, nil
		case exclusive:
			unlock()
			return nil, blobstore.ErrLocked
		case held >= 0:
			m.locks[name]++
			unlock()
			return func() { m.release(name, -1) }, nil
		}
		unlock()
		runtime.Gosched()
	}
}

func (m *memory) release(name string, by int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.locks[name] += by
}
