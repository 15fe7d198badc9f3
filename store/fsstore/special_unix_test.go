//go:build unix

package fsstore_test

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// opener is a file system without Stat.
type opener struct{ fs fs.FS }

func (o opener) Open(name string) (fs.File, error) { return o.fs.Open(name) }

// TestSpecialFiles asks for what is neither a file nor a folder: it is not a key, and
// nothing is opened that would wait or do something.
func TestSpecialFiles(t *testing.T) {
	// Paths of sockets are short.
	path, err := os.MkdirTemp("", "s")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(path) })
	root, err := fsstore.Dir(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	made := []string{}
	for name, create := range map[string]func(path string) error{
		"pipe": func(path string) error { return syscall.Mkfifo(path, 0o666) },
		"socket": func(path string) error {
			l, err := net.Listen("unix", path)
			if err == nil {
				t.Cleanup(func() { _ = l.Close() })
			}
			return err
		},
		// A device of no driver, the null device, and a terminal.
		"nothing":  func(path string) error { return exec.Command("mknod", path, "c", "511", "77").Run() },
		"block":    func(path string) error { return exec.Command("mknod", path, "b", "511", "77").Run() },
		"null":     func(path string) error { return exec.Command("mknod", path, "c", "1", "3").Run() },
		"terminal": func(path string) error { return exec.Command("mknod", path, "c", "5", "0").Run() },
	} {
		if err := create(filepath.Join(path, name)); err != nil {
			t.Logf("no %s here: %v", name, err)
			continue
		}
		made = append(made, name)
		if err := os.Symlink(name, filepath.Join(path, "link-to-"+name)); err == nil {
			made = append(made, "link-to-"+name)
		}
	}
	for _, fsys := range []fs.FS{root, opener{root}, os.DirFS(path)} {
		server := serve(t, fsys, "HTTP/1.1")
		for _, key := range made {
			_, err := fsstore.New("b", fsys).Open(context.Background(), store.Ref{Bucket: "b", Key: key})
			if !errors.Is(err, store.ErrNoKey) {
				t.Errorf("Open of a %s in %T = %v, want %v", key, fsys, err, store.ErrNoKey)
			}
			resp, err := server.Client().Get(server.URL + "/b/" + key)
			if err != nil {
				t.Fatal(err)
			}
			if resp.StatusCode != http.StatusNotFound {
				t.Errorf("GET of a %s in %T = %s, want 404", key, fsys, resp.Status)
			}
			_ = resp.Body.Close()
		}
	}
}

// A guard is a file system that says what its files are, and must not be asked to open
// those that are not regular.
type guard struct {
	fstest.MapFS
	t *testing.T
}

func (g guard) Open(name string) (fs.File, error) {
	g.t.Errorf("Open(%q), want it not to be called", name)
	return g.MapFS.Open(name)
}

func (g guard) Stat(name string) (fs.FileInfo, error) { return fs.Stat(g.MapFS, name) }

// TestDevicesAreNotOpened checks that what is known to be a device is left alone.
func TestDevicesAreNotOpened(t *testing.T) {
	files := fstest.MapFS{}
	for name, mode := range map[string]fs.FileMode{
		"tape": fs.ModeDevice | fs.ModeCharDevice, "disk": fs.ModeDevice, "pipe": fs.ModeNamedPipe, "socket": fs.ModeSocket,
	} {
		files[name] = &fstest.MapFile{Mode: mode}
	}
	for name := range files {
		_, err := fsstore.New("b", guard{files, t}).Open(context.Background(), store.Ref{Bucket: "b", Key: name})
		if !errors.Is(err, store.ErrNoKey) {
			t.Errorf("Open of a %s = %v, want %v", name, err, store.ErrNoKey)
		}
	}
}
