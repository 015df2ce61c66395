// Under a composer that the guide has filled: nothing is sent until the person says so.
export function EnterHint() {
  return (
    <p class="enter-hint" role="status">
      Press <kbd>Enter</kbd> to send it.
    </p>
  );
}
