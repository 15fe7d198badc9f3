//go:build linux

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// A question is what all servers of a case are asked.
type question struct {
	path    string
	window  string // Range, or ""
	signed  bool
	status  int
	length  int64 // of the body
	discard bool  // the body by the system, which does not copy it
}

// text returns the request as it is sent.
func (q question) text(addr string) (string, error) {
	r, err := http.NewRequest("GET", "http://"+addr+q.path, nil)
	if err != nil {
		return "", err
	}
	if q.window != "" {
		r.Header.Set("Range", q.window)
	}
	if q.signed {
		const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
		r.Header.Set("X-Amz-Content-Sha256", empty)
		who := aws.Credentials{AccessKeyID: accessKey, SecretAccessKey: secretKey}
		if err := v4.NewSigner().SignHTTP(context.Background(), who, r, empty, "s3", "us-east-1", time.Now()); err != nil {
			return "", err
		}
	}
	text := "GET " + q.path + " HTTP/1.1\r\nHost: " + addr + "\r\n"
	for name, values := range r.Header {
		text += name + ": " + values[0] + "\r\n"
	}
	return text + "\r\n", nil
}

// ask sends a number of requests over some connections that are kept.
func (q question) ask(addr string, requests, connections int) error {
	text, err := q.text(addr)
	if err != nil {
		return err
	}
	failures := make([]error, connections)
	var group sync.WaitGroup
	for i := range failures {
		group.Go(func() { failures[i] = q.askOver(addr, text, max(1, requests/connections)) })
	}
	group.Wait()
	return errors.Join(failures...)
}

// askOver sends a number of requests over one connection.
func (q question) askOver(addr, text string, requests int) error {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	defer c.Close()
	in := bufio.NewReaderSize(c, 256<<10)
	for range requests {
		if _, err := io.WriteString(c, text); err != nil {
			return err
		}
		if err := q.answer(c, in); err != nil {
			return err
		}
	}
	return nil
}

// answer reads an answer and checks how much it is.
func (q question) answer(c net.Conn, in *bufio.Reader) error {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(line, strconv.AppendInt([]byte("HTTP/1.1 "), int64(q.status), 10)) {
		return fmt.Errorf("status line %q, want %d", line, q.status)
	}
	var length int64 = -1
	for len(line) > len("\r\n") {
		if line, err = in.ReadSlice('\n'); err != nil {
			return err
		}
		if text, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err != nil {
				return err
			}
		}
	}
	if length != q.length {
		return fmt.Errorf("Content-Length %d, want %d", length, q.length)
	}
	if !q.discard {
		_, err := in.Discard(int(length))
		return err
	}
	have := min(int64(in.Buffered()), length)
	if _, err := in.Discard(int(have)); err != nil {
		return err
	}
	return discard(c.(*net.TCPConn), length-have)
}

// discard has the system drop n bytes that a connection received.
func discard(c *net.TCPConn, n int64) error {
	raw, err := c.SyscallConn()
	if err != nil {
		return err
	}
	space := make([]byte, 4<<20) // is not written to
	for n > 0 {
		var dropped int
		var failed error
		err := raw.Read(func(fd uintptr) bool {
			dropped, _, failed = syscall.Recvfrom(int(fd), space[:min(n, int64(len(space)))], syscall.MSG_TRUNC)
			return failed != syscall.EAGAIN
		})
		if err == nil {
			err = failed
		}
		if err == nil && dropped == 0 {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		n -= int64(dropped)
	}
	return nil
}
