//go:build !unix || solaris || illumos || aix

package folder_test

import "errors"

func mkfifo(string) error { return errors.ErrUnsupported }
