package getobjecttest_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// A script is a server that answers every request with the same bytes, whatever they
// are, and remembers the last request.
type script struct {
	response string
	stay     bool // keep the connection open after the response
	requests chan string
}

// start serves s until the test ends.
func (s *script) start(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.requests = make(chan string, 1)
	t.Cleanup(func() { l.Close() })
	go s.serve(l)
	return l.Addr().String()
}

func (s *script) serve(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go s.answer(conn)
	}
}

func (s *script) answer(conn net.Conn) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	var head strings.Builder
	for {
		line, err := r.ReadString('\n')
		head.WriteString(line)
		if err != nil {
			return
		}
		if line == "\r\n" {
			break
		}
	}
	s.requests <- head.String()
	io.WriteString(conn, s.response)
	if s.stay {
		io.Copy(io.Discard, r) // until the client closes
	}
}

// run sends v, of a file with fixture, to a server that answers with response, and
// returns the request that arrived and the error of Run.
func run(t *testing.T, fixture, response string, v vectors.Vector) (string, error) {
	t.Helper()
	s := &script{response: response}
	target := getobjecttest.Target{Addr: s.start(t), Now: func() time.Time { return noon }}
	file := vectors.File{Name: "test", Fixture: []byte(fixture)}
	err := getobjecttest.Run(context.Background(), target, file, v)
	select {
	case request := <-s.requests:
		return strings.ReplaceAll(request, target.Addr, "ADDR"), err
	default:
		return "", err
	}
}

// noon is the time of the tests' clock.
var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// whats returns what differs, in order, and "!" and the message for an error that is no
// mismatch.
func whats(err error) []string {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []string{"!" + err.Error()}
	}
	var list []string
	for _, e := range joined.Unwrap() {
		m := new(getobjecttest.Mismatch)
		if !errors.As(e, &m) {
			return []string{"!" + err.Error()}
		}
		list = append(list, m.What)
	}
	return list
}
