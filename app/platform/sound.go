package platform

import (
	"context"
	"encoding/binary"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/gen2brain/beeep"
)

// Sound names one of our tones.
type Sound string

// The tones. They differ by melody, not by loudness, so that they can be told apart across a room.
const (
	SoundWaiting  Sound = "waiting"  // somebody waits for me: three notes up
	SoundMessage  Sound = "message"  // a message in a conversation of mine: one soft note
	SoundTransfer Sound = "transfer" // a colleague gave me one: two notes, down and up
	SoundRing     Sound = "ring"     // a call: two notes together, twice
	SoundGone     Sound = "gone"     // the visitor left: two notes down
)

type note struct {
	at, length float64 // seconds
	pitches    []float64
}

// Pitches are of one scale, so that two tones at once do not grate.
var melodies = map[Sound][]note{
	SoundWaiting:  {{0, .22, []float64{587.33}}, {.14, .22, []float64{783.99}}, {.28, .42, []float64{987.77}}},
	SoundMessage:  {{0, .30, []float64{880}}},
	SoundTransfer: {{0, .20, []float64{783.99}}, {.13, .20, []float64{587.33}}, {.26, .36, []float64{783.99}}},
	SoundRing:     {{0, .38, []float64{659.26, 987.77}}, {.5, .38, []float64{659.26, 987.77}}},
	SoundGone:     {{0, .22, []float64{587.33}}, {.15, .36, []float64{440}}},
}

const sampleRate = 22050

// Tone makes the sound as a WAV file: 16 bits, one channel. The same sound is the same bytes every time.
func Tone(sound Sound) []byte {
	melody, known := melodies[sound]
	if !known {
		melody = melodies[SoundMessage]
	}
	var end float64
	for _, n := range melody {
		end = max(end, n.at+n.length)
	}
	// A little silence at the end: some players cut the last milliseconds off.
	samples := make([]float64, int((end+.06)*sampleRate))
	for _, n := range melody {
		first, count := int(n.at*sampleRate), int(n.length*sampleRate)
		for i := range count {
			t := float64(i) / sampleRate
			// A struck bar: at once there, then fading, and a softer octave that fades sooner. Both ends reach zero, or it clicks.
			loud := math.Min(1, t/.006) * math.Exp(-5*t/n.length) * math.Min(1, (n.length-t)/.02)
			for _, p := range n.pitches {
				samples[first+i] += loud / float64(len(n.pitches)) * (.42*math.Sin(2*math.Pi*p*t) + .12*math.Exp(-6*t/n.length)*math.Sin(4*math.Pi*p*t))
			}
		}
	}
	b := make([]byte, 0, 44+2*len(samples))
	b = append(b, "RIFF"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(36+2*len(samples)))
	b = append(b, "WAVEfmt "...)
	b = binary.LittleEndian.AppendUint32(b, 16)
	b = binary.LittleEndian.AppendUint16(b, 1) // plain samples
	b = binary.LittleEndian.AppendUint16(b, 1) // one channel
	b = binary.LittleEndian.AppendUint32(b, sampleRate)
	b = binary.LittleEndian.AppendUint32(b, 2*sampleRate)
	b = binary.LittleEndian.AppendUint16(b, 2)
	b = binary.LittleEndian.AppendUint16(b, 16)
	b = append(b, "data"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(2*len(samples)))
	for _, s := range samples {
		b = binary.LittleEndian.AppendUint16(b, uint16(int16(math.Max(-1, math.Min(1, s))*32767)))
	}
	return b
}

// Player plays tones, one at a time. One goroutine owns it.
type Player struct {
	asks chan Sound
	quit context.CancelFunc
	gone chan struct{}

	mu   sync.Mutex
	last Report

	players  [][]string
	beep     func(Sound) error
	patience time.Duration
}

// NewPlayer makes a player. Nothing is touched until the first tone.
func NewPlayer() *Player {
	p := &Player{
		players:  soundPlayers(),
		beep:     func(s Sound) error { return beeep.Beep(melodies[s][0].pitches[0], 200) },
		patience: 4 * time.Second,
	}
	p.start()
	return p
}

func (p *Player) start() {
	ctx, quit := context.WithCancel(context.Background())
	p.asks, p.quit, p.gone = make(chan Sound, 1), quit, make(chan struct{})
	go p.run(ctx)
}

// Play asks for a tone and returns at once. While one is playing one more may wait; what comes then is left out, since
// a second bell within a second tells nobody anything.
func (p *Player) Play(sound Sound) {
	if _, known := melodies[sound]; !known {
		sound = SoundMessage
	}
	select {
	case p.asks <- sound:
	default:
	}
}

// Last answers what became of the last tone, for the settings page and the diagnosis; its Outcome is "" before the first.
func (p *Player) Last() Report {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

// Stop cuts the tone that plays and waits until the player is gone.
func (p *Player) Stop() {
	p.quit()
	<-p.gone
}

func soundPlayers() [][]string {
	switch runtime.GOOS {
	case "darwin":
		return [][]string{{"afplay"}}
	case "windows":
		return nil
	}
	return [][]string{{"pw-play"}, {"paplay"}, {"aplay", "-q"}}
}

func (p *Player) run(ctx context.Context) {
	defer close(p.gone)
	var folder string
	files := map[Sound]string{}
	defer func() {
		if folder != "" {
			_ = os.RemoveAll(folder)
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case sound := <-p.asks:
			if folder == "" {
				folder, _ = os.MkdirTemp("", "parley-sound")
			}
			if _, made := files[sound]; !made && folder != "" {
				path := filepath.Join(folder, string(sound)+".wav")
				if os.WriteFile(path, Tone(sound), 0o600) == nil {
					files[sound] = path
				}
			}
			r := p.play(ctx, sound, files[sound])
			p.mu.Lock()
			p.last = r
			p.mu.Unlock()
		}
	}
}

func (p *Player) play(ctx context.Context, sound Sound, file string) Report {
	reason := "no sound player is installed"
	for _, player := range p.players {
		path, err := exec.LookPath(player[0])
		if err != nil || file == "" {
			continue
		}
		limited, cancel := context.WithTimeout(ctx, p.patience)
		cmd := exec.CommandContext(limited, path, append(player[1:], file)...)
		cmd.WaitDelay = time.Second
		err = cmd.Run()
		cancel()
		if err == nil {
			return Report{Outcome: Shown, Through: player[0]}
		}
		reason = player[0] + ": " + err.Error()
		if ctx.Err() != nil {
			return Report{Outcome: Failed, Through: player[0], Reason: "stopped"}
		}
	}
	done := make(chan error, 1)
	go func() { done <- p.beep(sound) }() // 200 ms in the system's hands; nothing can call it back
	select {
	case err := <-done:
		if err == nil {
			return Report{Outcome: Shown, Through: "beep"}
		}
		return Report{Outcome: NotAvailable, Through: "beep", Reason: reason + "; " + err.Error()}
	case <-time.After(p.patience):
		return Report{Outcome: Failed, Through: "beep", Reason: "the system did not answer"}
	case <-ctx.Done():
		return Report{Outcome: Failed, Through: "beep", Reason: "stopped"}
	}
}
