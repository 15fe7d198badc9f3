//go:build linux

package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// nginxConfig is that of an nginx of one worker: what its packages come with, without a log.
const nginxConfig = `daemon off;
worker_processes 1;
user root;
error_log stderr crit;
pid nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  types { text/plain txt; application/octet-stream bin; }
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server {
    listen %s;
    root %s;
    location /constant/ { default_type text/plain; return 200 "%s"; }
  }
}
`

// A process is a server that is measured.
type process struct {
	cmd  *exec.Cmd
	addr string
	in   io.WriteCloser // its end is that of one of ours
}

// start runs the server of a kind.
func start(kind, dir string) (*process, error) {
	if kind == "nginx" {
		return startNginx(dir)
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{cmd: exec.Command(self, "-serve", kind, "-dir", dir)}
	p.cmd.Stderr = os.Stderr
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	p.addr = strings.TrimSpace(line)
	return p, err
}

// startNginx runs nginx, which inherits its listener: clients can connect before it runs.
func startNginx(dir string) (*process, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	defer l.Close()
	socket, err := l.(*net.TCPListener).File()
	if err != nil {
		return nil, err
	}
	defer socket.Close()
	own, err := os.MkdirTemp(dir, "nginx")
	if err != nil {
		return nil, err
	}
	config := filepath.Join(own, "nginx.conf")
	text := fmt.Sprintf(nginxConfig, l.Addr(), dir, content())
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		return nil, err
	}
	p := &process{cmd: exec.Command("nginx", "-p", own, "-c", config, "-e", "stderr"), addr: l.Addr().String()}
	p.cmd.Stderr = os.Stderr
	p.cmd.ExtraFiles, p.cmd.Env = []*os.File{socket}, append(os.Environ(), "NGINX=3;")
	return p, p.cmd.Start()
}

// stop ends the server.
func (p *process) stop() {
	if p.in != nil {
		_ = p.in.Close()
	} else {
		_ = p.cmd.Process.Signal(os.Interrupt)
	}
	_ = p.cmd.Wait()
}

// tick is the unit of processor time in /proc, which is one of these on every Linux.
const tick = time.Second / 100

// spent returns the processor time of the server until now, with that of its workers.
func (p *process) spent() (time.Duration, error) {
	pid := p.cmd.Process.Pid
	workers, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		return 0, err
	}
	var sum time.Duration
	for _, id := range append(strings.Fields(string(workers)), strconv.Itoa(pid)) {
		one, err := spentBy(id)
		if err != nil {
			return 0, err
		}
		sum += one
	}
	return sum, nil
}

// spentBy returns the processor time of a process.
func spentBy(pid string) (time.Duration, error) {
	text, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(text), ") ") // behind the name
	words := strings.Fields(rest)
	if len(words) < 13 {
		return 0, fmt.Errorf("no times in %q", text)
	}
	user, err := strconv.Atoi(words[11])
	if err != nil {
		return 0, err
	}
	system, err := strconv.Atoi(words[12])
	return time.Duration(user+system) * tick, err
}
