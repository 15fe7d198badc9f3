//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package journal

import (
	"io"
	"os"
	"syscall"
)

// lockFile locks a file until it is closed or the process ends, however it does.
func lockFile(path string) (io.Closer, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}
